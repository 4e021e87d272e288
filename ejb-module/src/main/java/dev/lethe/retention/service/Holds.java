package dev.lethe.retention.service;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.policy.model.Permission;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.LetheException.Detail;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.recovery.service.Journaling;
import dev.lethe.retention.model.HeldSubjects;
import dev.lethe.retention.model.HoldId;
import dev.lethe.retention.model.HoldLedger;
import dev.lethe.retention.model.HoldLedger.Extent;
import dev.lethe.retention.model.HoldScope;
import dev.lethe.retention.model.LegalHold;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.tenancy.model.Transactions;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Places, decides on and ends holds, each step in one transaction with its event. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Holds implements HoldService {

  private static final int MOST_ROWS = 500;

  @Inject HoldLedger ledger;
  @Inject HeldSubjects subjects;
  @Inject PolicyService policy;
  @Inject Journaling journaling;
  @Inject Transactions transactions;
  @Inject Event<AuditEvent> audit;
  @Inject Clock clock;

  @Override
  public View place(Caller caller, Wanted wanted) {
    require(caller, Permission.PLACE_HOLD);
    if (!wanted.scope().isRestricted() && wanted.subject().isEmpty()) {
      throw malformed("/scope", "scope-empty");
    }
    requireKnown(caller, wanted.scope());
    requireReview(wanted.reviewAt());
    return journaled(
        caller.tenant(),
        () -> {
          ledger.alone(caller.tenant());
          LegalHold hold =
              LegalHold.requested(
                  wanted.caseReference(),
                  wanted.reason(),
                  scope(caller.tenant(), wanted),
                  caller.actor().value(),
                  clock.instant(),
                  wanted.reviewAt());
          Extent extent = ledger.place(caller.tenant(), hold, clock.instant());
          note(caller.tenant(), hold);
          Map<String, String> facts = facts(hold, extent);
          facts.put("gone", Long.toString(extent.gone()));
          fire(caller, "hold.requested", "held", facts);
          return view(hold, extent);
        });
  }

  /** A person who is named while nobody can forget them keeps the id by which they are held. */
  private HoldScope scope(TenantId tenant, Wanted wanted) {
    return wanted
        .subject()
        .map(name -> wanted.scope().ofSubject(subjects.idOf(tenant, name, clock.instant())))
        .orElse(wanted.scope());
  }

  /** A misspelt class would keep nothing and look as if it did. */
  private void requireKnown(Caller caller, HoldScope scope) {
    if (!policy
        .current()
        .of(caller.tenant())
        .documentClasses()
        .keySet()
        .containsAll(scope.documentClass().stream().toList())) {
      throw malformed("/scope/document_class", "unknown");
    }
  }

  @Override
  public View decide(Caller caller, HoldId id, boolean approve) {
    require(caller, Permission.APPROVE_HOLD);
    return step(
        caller,
        id,
        hold -> hold.decided(caller.actor().value(), approve, clock.instant()),
        (before, after) -> decision(before, approve));
  }

  private static String decision(LegalHold before, boolean approve) {
    if (before.state() == LegalHold.State.REQUESTED) {
      return approve ? "hold.approved" : "hold.rejected";
    }
    return approve ? "hold.released" : "hold.release_rejected";
  }

  @Override
  public View requestRelease(Caller caller, HoldId id) {
    require(caller, Permission.PLACE_HOLD);
    return step(
        caller,
        id,
        hold -> hold.releaseRequested(caller.actor().value(), clock.instant()),
        (before, after) -> "hold.release_requested");
  }

  @Override
  public View review(Caller caller, HoldId id, Instant next) {
    require(caller, Permission.PLACE_HOLD);
    requireReview(next);
    return step(caller, id, hold -> hold.reviewedUntil(next), (before, after) -> "hold.reviewed");
  }

  /** Names the event of a step. */
  @FunctionalInterface
  private interface Named {
    String event(LegalHold before, LegalHold after);
  }

  private View step(Caller caller, HoldId id, UnaryOperator<LegalHold> change, Named name) {
    TenantId tenant = caller.tenant();
    return journaled(
        tenant,
        () -> {
          ledger.alone(tenant);
          LegalHold before =
              ledger.lock(tenant, id).orElseThrow(() -> new LetheException(ProblemCode.NOT_FOUND));
          LegalHold after = change.apply(before);
          Extent extent = ledger.extent(tenant, id, clock.instant());
          ledger.save(tenant, after);
          note(tenant, after);
          Map<String, String> facts = facts(after, extent);
          if (before.state().keeps() && !after.state().keeps()) {
            long due = ledger.release(tenant, id, clock.instant());
            facts.put("requeued", Long.toString(due));
            after.scope().subject().ifPresent(named -> subjects.letGo(tenant, named));
          }
          fire(caller, name.event(before, after), after.state().apiName(), facts);
          return view(after, ledger.extent(tenant, id, clock.instant()));
        });
  }

  private void note(TenantId tenant, LegalHold hold) {
    journaling.note(HoldEntry.of(tenant, hold, clock.instant()));
  }

  /** Nobody is told of a step before the journal has it: a restored database must not lose it. */
  private View journaled(TenantId tenant, Supplier<View> step) {
    View view = transactions.inNewTransaction(step);
    journaling.write(tenant);
    return view;
  }

  @Override
  public View get(Caller caller, HoldId id) {
    require(caller, Permission.READ_RETENTION);
    return transactions.inNewTransaction(
        () ->
            ledger
                .find(caller.tenant(), id)
                .map(hold -> withExtent(caller.tenant(), hold))
                .orElseThrow(() -> new LetheException(ProblemCode.NOT_FOUND)));
  }

  @Override
  public List<View> list(Caller caller, int offset, int limit) {
    require(caller, Permission.READ_RETENTION);
    TenantId tenant = caller.tenant();
    int rows = Math.min(MOST_ROWS, Math.max(1, limit));
    return transactions.inNewTransaction(
        () ->
            ledger.list(tenant, Math.max(0, offset), rows).stream()
                .map(hold -> withExtent(tenant, hold))
                .toList());
  }

  private View withExtent(TenantId tenant, LegalHold hold) {
    return view(hold, ledger.extent(tenant, hold.id(), clock.instant()));
  }

  private View view(LegalHold hold, Extent extent) {
    return new View(hold, extent, hold.isReviewDue(clock.instant()));
  }

  private void requireReview(Instant reviewAt) {
    Instant now = clock.instant();
    if (!reviewAt.isAfter(now) || reviewAt.isAfter(now.plus(LONGEST_REVIEW))) {
      throw malformed("/review_at", "out-of-range");
    }
  }

  private static LetheException malformed(String place, String why) {
    return new LetheException(ProblemCode.REQUEST_MALFORMED, List.of(new Detail(place, why)));
  }

  private void require(Caller caller, Permission permission) {
    policy.current().of(caller.tenant()).require(caller, permission);
  }

  private static Map<String, String> facts(LegalHold hold, Extent extent) {
    Map<String, String> facts = new HashMap<>();
    facts.put("hold", hold.id().value());
    facts.put("case", hold.caseReference());
    facts.put("reason", hold.reason().apiName());
    hold.scope().subject().ifPresent(id -> facts.put("subject", id));
    hold.scope().documentClass().ifPresent(name -> facts.put("document_class", name.name()));
    facts.put("held", Long.toString(extent.held()));
    facts.put("deferred", Long.toString(extent.deferred()));
    facts.put("unclassified", Long.toString(extent.unclassified()));
    facts.put("review_at", hold.reviewAt().toString());
    return facts;
  }

  private void fire(Caller caller, String type, String outcome, Map<String, String> facts) {
    audit.fire(
        new AuditEvent(caller.tenant(), type, Optional.empty(), caller.actor(), outcome, facts));
  }
}
