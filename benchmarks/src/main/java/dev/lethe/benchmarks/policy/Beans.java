package dev.lethe.benchmarks.policy;

import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The service's own beans, put together without a server. */
public final class Beans {

  private final List<Object> made = new ArrayList<>();

  public <T> T add(T bean) {
    made.add(bean);
    return bean;
  }

  /**
   * Makes a bean and gives it what it needs, which must be there already.
   *
   * @param arguments of its constructor, if it has one with arguments
   */
  public <T> T make(Class<T> type, Object... arguments) {
    try {
      Constructor<?> constructor =
          Arrays.stream(type.getDeclaredConstructors())
              .filter(one -> one.getParameterCount() == arguments.length)
              .findFirst()
              .orElseThrow();
      constructor.setAccessible(true);
      return add(started(filled(type.cast(constructor.newInstance(arguments)))));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same for a class that is hidden in its package. */
  public Object make(String type, Object... arguments) {
    try {
      return make(Class.forName(type), arguments);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private <T> T filled(T bean) throws IllegalAccessException {
    for (Field field : bean.getClass().getDeclaredFields()) {
      if (field.isAnnotationPresent(Inject.class)) {
        field.setAccessible(true);
        field.set(bean, find(field.getType()));
      }
    }
    return bean;
  }

  private static <T> T started(T bean) throws ReflectiveOperationException {
    for (Method method : bean.getClass().getDeclaredMethods()) {
      if (method.isAnnotationPresent(PostConstruct.class)) {
        method.setAccessible(true);
        method.invoke(bean);
      }
    }
    return bean;
  }

  /** What was made of a type. */
  public <T> T find(Class<T> type) {
    return made.stream()
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("nothing is a " + type.getName()));
  }
}
