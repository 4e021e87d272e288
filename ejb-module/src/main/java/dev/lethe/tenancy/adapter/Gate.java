package dev.lethe.tenancy.adapter;

import dev.lethe.tenancy.model.DatabaseGate;
import dev.lethe.tenancy.model.TenantDatabase.DatabaseFailure;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The gate of this server. */
@ApplicationScoped
public class Gate implements DatabaseGate {

  /** {@code cannot_connect_now}: PostgreSQL says so while it recovers. */
  private static final String NOT_NOW = "57P03";

  private final ThreadLocal<Boolean> passes = ThreadLocal.withInitial(() -> false);
  private volatile boolean open;

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void open() {
    open = true;
  }

  @Override
  public void shut() {
    open = false;
  }

  @Override
  public <T extends @Nullable Object> T passing(Supplier<T> work) {
    boolean before = passes.get();
    passes.set(true);
    try {
      return work.get();
    } finally {
      if (before) {
        passes.set(true);
      } else {
        passes.remove();
      }
    }
  }

  @Override
  public void require() {
    if (!open && !passes.get()) {
      throw new DatabaseFailure(new SQLException("the gate is shut", NOT_NOW));
    }
  }
}
