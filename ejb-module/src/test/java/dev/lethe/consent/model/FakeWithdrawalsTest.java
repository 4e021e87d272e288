package dev.lethe.consent.model;

import dev.lethe.tenancy.model.TenantId;
import java.util.function.Supplier;

/** The fake does what the tables do. */
class FakeWithdrawalsTest extends WithdrawalStoreContract {

  private final FakeWithdrawals store = new FakeWithdrawals(new FakeConsents());

  @Override
  protected WithdrawalStore store() {
    return store;
  }

  @Override
  protected TenantId tenant() {
    return new TenantId("northwind");
  }

  @Override
  protected TenantId otherTenant() {
    return new TenantId("contoso");
  }

  @Override
  protected <T> T in(Supplier<T> work) {
    return work.get();
  }
}
