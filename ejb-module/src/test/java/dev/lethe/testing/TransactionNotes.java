package dev.lethe.testing;

import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a container notes with each transaction and forgets with it. */
final class TransactionNotes implements TransactionSynchronizationRegistry {

  private final Supplier<@Nullable Map<Object, Object>> current;

  /**
   * @param current notes of the thread's transaction, null without one
   */
  TransactionNotes(Supplier<@Nullable Map<Object, Object>> current) {
    this.current = current;
  }

  private Map<Object, Object> notes() {
    Map<Object, Object> notes = current.get();
    if (notes == null) {
      throw new IllegalStateException("no transaction");
    }
    return notes;
  }

  static Map<Object, Object> fresh() {
    return new HashMap<>();
  }

  @Override
  public void putResource(Object key, Object value) {
    notes().put(key, value);
  }

  @Override
  public @Nullable Object getResource(Object key) {
    return notes().get(key);
  }

  @Override
  public Object getTransactionKey() {
    return notes();
  }

  @Override
  public void registerInterposedSynchronization(Synchronization after) {
    throw new UnsupportedOperationException("not needed");
  }

  @Override
  public int getTransactionStatus() {
    throw new UnsupportedOperationException("not needed");
  }

  @Override
  public void setRollbackOnly() {
    throw new UnsupportedOperationException("not needed");
  }

  @Override
  public boolean getRollbackOnly() {
    throw new UnsupportedOperationException("not needed");
  }
}
