package dev.lethe.testing;

import jakarta.inject.Inject;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;

/** Puts beans together as a container would: every injected field gets the bean of its type. */
public final class TestContainer {

  private final List<Object> beans = new ArrayList<>();

  /** Adds a bean that is put together already, for instance a fake. */
  public <T> T add(T bean) {
    beans.add(bean);
    return bean;
  }

  /** The same beans with one that is found before the others. */
  public TestContainer with(Object first) {
    TestContainer other = new TestContainer();
    other.add(first);
    other.beans.addAll(beans);
    return other;
  }

  /** Makes a bean and gives it what it needs; what it needs must have been added before. */
  public <T> T make(Class<T> type) {
    try {
      var constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      return add(inject(constructor.newInstance()));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private <T> T inject(T bean) throws IllegalAccessException {
    for (Field field : bean.getClass().getDeclaredFields()) {
      if (field.isAnnotationPresent(Inject.class) && !isSetting(field)) {
        field.setAccessible(true);
        field.set(bean, find(field.getType()));
      }
    }
    return bean;
  }

  private static boolean isSetting(Field field) {
    return field.isAnnotationPresent(org.eclipse.microprofile.config.inject.ConfigProperty.class);
  }

  /** A bean that was added or made. */
  public <T> T get(Class<T> type) {
    return find(type);
  }

  private <T> T find(Class<T> type) {
    return beans.stream()
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no bean of " + type));
  }
}
