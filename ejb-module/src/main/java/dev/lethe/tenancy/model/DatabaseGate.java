package dev.lethe.tenancy.model;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shut while the database may hold what has ended: to everybody it is as if it were away. Shut at
 * the start.
 */
public interface DatabaseGate {

  boolean isOpen();

  void open();

  void shut();

  /** Runs work of this thread that may pass although it is shut. */
  <T extends @Nullable Object> T passing(Supplier<T> work);

  /**
   * @throws TenantDatabase.DatabaseFailure as of a database that is away, unless it is open or the
   *     thread may pass
   */
  void require();
}
