package dev.lethe.audit.service;

import dev.lethe.audit.model.AuditEntry;
import dev.lethe.audit.model.AuditEvent;
import dev.lethe.audit.model.AuditFilter;
import dev.lethe.audit.model.AuditStore;
import dev.lethe.policy.model.Permission;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Transactions;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The audit trail of the caller's tenant. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class AuditTrailBean implements AuditTrail {

  private static final int MAX_LIMIT = 500;
  private static final int BATCH = 500;

  @Inject AuditStore store;
  @Inject Transactions transactions;
  @Inject Event<AuditEvent> events;
  @Inject PolicyService policy;
  @Inject Clock clock;

  @Override
  public List<AuditEntry> list(Caller caller, AuditFilter filter, int offset, int limit) {
    requireReader(caller);
    return transactions.inNewTransaction(
        () ->
            store.list(
                caller.tenant(),
                filter,
                Math.max(0, offset),
                Math.max(1, Math.min(limit, MAX_LIMIT))));
  }

  @Override
  public long count(Caller caller, AuditFilter filter) {
    requireReader(caller);
    return transactions.inNewTransaction(() -> store.count(caller.tenant(), filter));
  }

  /** Reads in batches, each in a transaction of its own: a slow receiver holds no connection. */
  @Override
  public void export(Caller caller, AuditFilter filter, Consumer<AuditEntry> sink) {
    requireReader(caller);
    transactions.inNewTransaction(
        () -> {
          events.fire(exported(caller, filter));
          return filter;
        });
    Instant until = clock.instant();
    Optional<AuditEntry> last = Optional.empty();
    List<AuditEntry> batch;
    do {
      batch = batch(caller, filter, last, until);
      batch.forEach(sink);
      if (!batch.isEmpty()) {
        last = Optional.of(batch.get(batch.size() - 1));
      }
    } while (batch.size() == BATCH);
  }

  private List<AuditEntry> batch(
      Caller caller, AuditFilter filter, Optional<AuditEntry> last, Instant until) {
    return transactions.inNewTransaction(
        () -> store.after(caller.tenant(), filter, last, until, BATCH));
  }

  /** Joins the chain of the job that it is about, if there is one. */
  private AuditEvent exported(Caller caller, AuditFilter filter) {
    List<String> used = new ArrayList<>();
    filter.from().ifPresent(x -> used.add("from"));
    filter.until().ifPresent(x -> used.add("until"));
    filter.type().ifPresent(x -> used.add("type"));
    filter.job().ifPresent(x -> used.add("job"));
    return new AuditEvent(
        caller.tenant(),
        "audit.exported",
        filter.job().filter(job -> !store.chain(caller.tenant(), job, 0, 1).isEmpty()),
        caller.actor(),
        "done",
        Map.of("filters", String.join(",", used)));
  }

  private void requireReader(Caller caller) {
    policy.current().of(caller.tenant()).require(caller, Permission.READ_AUDIT);
  }
}
