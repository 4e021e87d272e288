package dev.lethe.tenancy.adapter;

import dev.lethe.tenancy.model.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Transactions of the container. */
@ApplicationScoped
public class ContainerTransactions implements Transactions {

  @Override
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public <T extends @Nullable Object> T inNewTransaction(Supplier<T> work) {
    return work.get();
  }
}
