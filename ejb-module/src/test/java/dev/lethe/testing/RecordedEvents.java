package dev.lethe.testing;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.audit.model.AuditEvents;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.util.TypeLiteral;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/** Keeps what is fired, and hands it to an observer if one was given. */
public final class RecordedEvents<T> implements Event<T> {

  private final List<T> fired = Collections.synchronizedList(new ArrayList<>());
  private final Consumer<T> observer;
  private final Function<T, List<T>> parts;

  public RecordedEvents() {
    this(event -> {});
  }

  public RecordedEvents(Consumer<T> observer) {
    this(observer, List::of);
  }

  private RecordedEvents(Consumer<T> observer, Function<T, List<T>> parts) {
    this.observer = observer;
    this.parts = parts;
  }

  /** Audit events one by one, also those that are fired together. */
  @SuppressWarnings("unchecked")
  public static RecordedEvents<AuditEvent> audit(Consumer<AuditEvent> observer) {
    Function<Object, List<Object>> parts =
        event -> event instanceof AuditEvents all ? List.copyOf(all.events()) : List.of(event);
    Consumer<Object> each = event -> observer.accept((AuditEvent) event);
    return (RecordedEvents<AuditEvent>) (RecordedEvents<?>) new RecordedEvents<>(each, parts);
  }

  public static RecordedEvents<AuditEvent> audit() {
    return audit(event -> {});
  }

  public List<T> fired() {
    return List.copyOf(fired);
  }

  @Override
  public void fire(T event) {
    for (T part : parts.apply(event)) {
      observer.accept(part);
      fired.add(part);
    }
  }

  @Override
  public <U extends T> CompletionStage<U> fireAsync(U event) {
    throw new UnsupportedOperationException("events belong to the transaction");
  }

  @Override
  public <U extends T> CompletionStage<U> fireAsync(U event, NotificationOptions options) {
    throw new UnsupportedOperationException("events belong to the transaction");
  }

  @Override
  public Event<T> select(Annotation... qualifiers) {
    return this;
  }

  @Override
  public <U extends T> Event<U> select(Class<U> subtype, Annotation... qualifiers) {
    throw new UnsupportedOperationException("not needed");
  }

  @Override
  public <U extends T> Event<U> select(TypeLiteral<U> subtype, Annotation... qualifiers) {
    throw new UnsupportedOperationException("not needed");
  }
}
