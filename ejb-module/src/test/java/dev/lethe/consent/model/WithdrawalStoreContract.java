package dev.lethe.consent.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.consent.model.WithdrawalEffect.Kind;
import dev.lethe.consent.model.WithdrawalTarget.Scope;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What every store of withdrawals has to do. */
public abstract class WithdrawalStoreContract {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final String JOB = "job_" + "1".repeat(32);

  /** The store under test, empty for the tenants of this test. */
  protected abstract WithdrawalStore store();

  protected abstract TenantId tenant();

  protected abstract TenantId otherTenant();

  /** Runs in a transaction. */
  protected abstract <T> T in(Supplier<T> work);

  @Test
  void givenWithdrawals_whenListed_thenTheNewestIsFirstAndOthersAreNotThere() {
    WithdrawalId first = made(tenant(), Scope.CONSENT, "con_a", 0);
    WithdrawalId second = made(tenant(), Scope.JOB, "job_b", 1);
    made(otherTenant(), Scope.JOB, "job_b", 2);

    assertThat(ids(WithdrawalFilter.ALL)).containsExactly(second, first);
    assertThat(in(() -> store().list(tenant(), WithdrawalFilter.ALL, 1, 5)))
        .extracting(Withdrawal::id)
        .containsExactly(first);
    assertThat(in(() -> store().list(tenant(), WithdrawalFilter.ALL, 0, 1)))
        .extracting(Withdrawal::id)
        .containsExactly(second);
  }

  @Test
  void givenScopesAndTargets_whenListed_thenOnlyWhatFitsIsThere() {
    WithdrawalId consent = made(tenant(), Scope.CONSENT, "con_a", 0);
    WithdrawalId job = made(tenant(), Scope.JOB, "job_b", 1);

    assertThat(ids(filter().scope(Scope.JOB))).containsExactly(job);
    assertThat(ids(filter().target("con_a"))).containsExactly(consent);
    assertThat(ids(filter().target("con_a").scope(Scope.JOB))).isEmpty();
  }

  @Test
  void givenPlaceInTheList_whenListed_thenOnlyWhatComesAfterIsThere() {
    WithdrawalId first = made(tenant(), Scope.CONSENT, "con_a", 0);
    // at one moment, as a busy service has them
    List<WithdrawalId> together =
        List.of(
            made(tenant(), Scope.CONSENT, "con_b", 1), made(tenant(), Scope.CONSENT, "con_c", 1));
    WithdrawalId last = made(tenant(), Scope.CONSENT, "con_d", 2);
    WithdrawalId foreign = made(otherTenant(), Scope.CONSENT, "con_a", 3);

    List<WithdrawalId> whole = ids(WithdrawalFilter.ALL);
    assertThat(whole).startsWith(last).endsWith(first).containsAll(together).hasSize(4);
    for (int i = 0; i < whole.size(); i++) {
      assertThat(ids(filter().after(whole.get(i)))).isEqualTo(whole.subList(i + 1, whole.size()));
    }
    assertThat(ids(filter().after(foreign))).isEmpty();
    assertThat(ids(filter().after(WithdrawalId.random()))).isEmpty();
  }

  @Test
  void givenWorkThatIsOpen_whenListedByState_thenItIsInProgressUntilItIsSettled() {
    WithdrawalId id = made(tenant(), Scope.JOB, JOB, 0);
    in(
        () -> {
          store()
              .add(
                  tenant(),
                  id,
                  List.of(
                      WithdrawalEffect.pending(Kind.RUNNING_WORK_STOPPED, NOON, NOON.plusSeconds(5))
                          .ofJob(JOB)));
          return store().settle(tenant(), id, NOON);
        });
    assertThat(ids(filter().completed(false))).containsExactly(id);
    assertThat(ids(filter().completed(true))).isEmpty();

    in(() -> store().settle(tenant(), JOB, Kind.RUNNING_WORK_STOPPED, NOON));
    in(() -> store().settle(tenant(), id, NOON));
    assertThat(ids(filter().completed(false))).isEmpty();
    assertThat(ids(filter().completed(true))).containsExactly(id);
  }

  @Test
  void givenDeletionThatIsDue_whenListedByState_thenItIsInProgress() {
    WithdrawalId id = made(tenant(), Scope.JOB, JOB, 0);
    in(
        () -> {
          store()
              .add(
                  tenant(),
                  id,
                  List.of(WithdrawalEffect.pending(Kind.DELETION_DUE, NOON, NOON).ofJob(JOB)));
          return store().settle(tenant(), id, NOON);
        });

    assertThat(in(() -> store().find(tenant(), id)).orElseThrow().settledAt()).isPresent();
    assertThat(ids(filter().completed(false))).containsExactly(id);
    assertThat(ids(filter().completed(true))).isEmpty();
  }

  private WithdrawalId made(TenantId tenant, Scope scope, String target, int second) {
    WithdrawalId id = WithdrawalId.random();
    in(
        () -> {
          store()
              .add(
                  tenant,
                  new Withdrawal(
                      id,
                      scope,
                      target,
                      new ActorId("app"),
                      Optional.empty(),
                      0,
                      NOON.plusSeconds(second),
                      Optional.empty(),
                      List.of()));
          return id;
        });
    return id;
  }

  private List<WithdrawalId> ids(Wanted wanted) {
    return ids(wanted.filter);
  }

  private List<WithdrawalId> ids(WithdrawalFilter filter) {
    return in(() -> store().list(tenant(), filter, 0, 100)).stream().map(Withdrawal::id).toList();
  }

  private static Wanted filter() {
    return new Wanted(WithdrawalFilter.ALL);
  }

  private record Wanted(WithdrawalFilter filter) {
    Wanted completed(boolean done) {
      return new Wanted(
          new WithdrawalFilter(Optional.of(done), filter.scope(), filter.target(), filter.after()));
    }

    Wanted scope(Scope scope) {
      return new Wanted(
          new WithdrawalFilter(
              filter.completed(), Optional.of(scope), filter.target(), filter.after()));
    }

    Wanted target(String target) {
      return new Wanted(
          new WithdrawalFilter(
              filter.completed(), filter.scope(), Optional.of(target), filter.after()));
    }

    Wanted after(WithdrawalId last) {
      return new Wanted(
          new WithdrawalFilter(
              filter.completed(), filter.scope(), filter.target(), Optional.of(last)));
    }
  }
}
