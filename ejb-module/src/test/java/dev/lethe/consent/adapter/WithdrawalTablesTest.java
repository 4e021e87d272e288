package dev.lethe.consent.adapter;

import dev.lethe.consent.model.WithdrawalStore;
import dev.lethe.consent.model.WithdrawalStoreContract;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.testing.TestTransactions;
import java.util.function.Supplier;

class WithdrawalTablesTest extends WithdrawalStoreContract {

  private final TestTransactions transactions = new TestTransactions();
  private final TenantId tenant = transactions.newTenant();
  private final TenantId other = transactions.newTenant();
  private final WithdrawalTables store = new WithdrawalTables();

  WithdrawalTablesTest() {
    store.database = transactions;
  }

  @Override
  protected WithdrawalStore store() {
    return store;
  }

  @Override
  protected TenantId tenant() {
    return tenant;
  }

  @Override
  protected TenantId otherTenant() {
    return other;
  }

  @Override
  protected <T> T in(Supplier<T> work) {
    return transactions.inNewTransaction(work);
  }
}
