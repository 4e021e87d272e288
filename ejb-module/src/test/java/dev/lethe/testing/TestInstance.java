package dev.lethe.testing;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.util.TypeLiteral;
import java.lang.annotation.Annotation;
import java.util.Iterator;
import java.util.List;

/** Beans as a container would find them. */
public final class TestInstance<T> implements Instance<T> {

  private final List<T> beans;

  @SafeVarargs
  public TestInstance(T... beans) {
    this.beans = List.of(beans);
  }

  @Override
  public Iterator<T> iterator() {
    return beans.iterator();
  }

  @Override
  public T get() {
    return beans.get(0);
  }

  @Override
  public boolean isUnsatisfied() {
    return beans.isEmpty();
  }

  @Override
  public boolean isAmbiguous() {
    return beans.size() > 1;
  }

  @Override
  public void destroy(T instance) {
    throw notNeeded();
  }

  @Override
  public Handle<T> getHandle() {
    throw notNeeded();
  }

  @Override
  public Iterable<? extends Handle<T>> handles() {
    throw notNeeded();
  }

  @Override
  public Instance<T> select(Annotation... qualifiers) {
    throw notNeeded();
  }

  @Override
  public <U extends T> Instance<U> select(Class<U> subtype, Annotation... qualifiers) {
    throw notNeeded();
  }

  @Override
  public <U extends T> Instance<U> select(TypeLiteral<U> subtype, Annotation... qualifiers) {
    throw notNeeded();
  }

  private static UnsupportedOperationException notNeeded() {
    return new UnsupportedOperationException("not needed");
  }
}
