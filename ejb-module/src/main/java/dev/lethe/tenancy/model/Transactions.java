package dev.lethe.tenancy.model;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Short transactions around the slow work of a use case that holds none itself. */
public interface Transactions {

  /** Runs the work in a transaction of its own; any failure undoes it and is passed on. */
  <T extends @Nullable Object> T inNewTransaction(Supplier<T> work);
}
