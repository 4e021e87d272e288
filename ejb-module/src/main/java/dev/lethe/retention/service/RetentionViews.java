package dev.lethe.retention.service;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.Permission;
import dev.lethe.policy.model.PolicyBundle;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.LetheException.Detail;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.retention.model.DeadLetter;
import dev.lethe.retention.model.DeadLetters;
import dev.lethe.retention.model.DeletionRun;
import dev.lethe.retention.model.PlannedDeletion;
import dev.lethe.retention.model.RetentionItem;
import dev.lethe.retention.model.RetentionOverview;
import dev.lethe.retention.model.RetentionPlace;
import dev.lethe.retention.model.RetentionReports;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.TenantId;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Shows a tenant's officers what is kept, due and deleted. */
@Stateless
public class RetentionViews implements RetentionService {

  private static final int DAYS = 7;
  private static final int MOST_ROWS = 500;
  private static final Comparator<List<String>> BY_NAME =
      Comparator.comparing((List<String> place) -> place.get(0))
          .thenComparing(place -> place.get(1));

  @Inject RetentionReports reports;
  @Inject DeadLetters letters;
  @Inject Event<AuditEvent> audit;
  @Inject PolicyService policy;
  @Inject Clock clock;

  @Override
  public RetentionOverview overview(Caller caller) {
    TenantId tenant = tenantOf(caller);
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    return reports.overview(tenant, now, today.minusDays(DAYS), today.plusDays(DAYS));
  }

  @Override
  public List<RetentionPlace> places(Caller caller) {
    TenantId tenant = tenantOf(caller);
    PolicyBundle rules = policy.current().of(tenant);
    Map<List<String>, RetentionPlace.Counts> places = new TreeMap<>(BY_NAME);
    for (RetentionReports.Kind kind : reports.kinds(tenant, clock.instant())) {
      places.merge(
          List.of(kind.region(), zone(rules, kind)), kind.counts(), RetentionPlace.Counts::plus);
    }
    return places.entrySet().stream()
        .map(
            place ->
                new RetentionPlace(place.getKey().get(0), place.getKey().get(1), place.getValue()))
        .toList();
  }

  /** Jobs outlive the policy that admitted them. */
  private static String zone(PolicyBundle rules, RetentionReports.Kind kind) {
    try {
      return rules.zone(kind.purpose(), kind.documentClass()).name();
    } catch (LetheException forgotten) {
      return "";
    }
  }

  @Override
  public List<RetentionItem> items(
      Caller caller, RetentionItem.State state, int offset, int limit) {
    return reports.items(tenantOf(caller), state, clock.instant(), from(offset), bounded(limit));
  }

  @Override
  public List<PlannedDeletion> planned(
      Caller caller, PlannedDeletion.Which which, int offset, int limit) {
    Instant now = clock.instant();
    return reports.planned(tenantOf(caller), which, now, now, from(offset), bounded(limit));
  }

  @Override
  public List<PlannedDeletion> dryRun(Caller caller, Instant until, int offset, int limit) {
    TenantId tenant = tenantOf(caller);
    Instant now = clock.instant();
    if (until.isBefore(now)) {
      throw new LetheException(
          ProblemCode.REQUEST_MALFORMED, List.of(new Detail("/until", "out-of-range")));
    }
    return reports.planned(
        tenant, PlannedDeletion.Which.DUE_UNTIL, now, until, from(offset), bounded(limit));
  }

  @Override
  public long count(Caller caller, RetentionItem.State state) {
    return reports.count(tenantOf(caller), state, clock.instant());
  }

  @Override
  public List<DeadLetter> deadLetters(Caller caller, int offset, int limit) {
    return letters.open(tenantOf(caller), from(offset), bounded(limit));
  }

  @Override
  public DeadLetter requeue(Caller caller, String letter) {
    TenantId tenant = caller.tenant();
    policy.current().of(tenant).require(caller, Permission.REQUEUE_DELETION);
    DeadLetter requeued =
        Optional.of(letter)
            .filter(DeadLetter::isId)
            .flatMap(id -> letters.requeue(tenant, id, caller.actor().value(), clock.instant()))
            .orElseThrow(() -> new LetheException(ProblemCode.NOT_FOUND));
    audit.fire(
        new AuditEvent(
            tenant,
            "deletion.requeued",
            requeued.artefact() == ArtefactClass.AUDIT
                ? Optional.empty()
                : Optional.of(requeued.job()),
            caller.actor(),
            "requeued",
            Map.of(
                "letter",
                requeued.id(),
                "artefact",
                requeued.artefact().apiName(),
                "step",
                requeued.step().apiName())));
    return requeued;
  }

  @Override
  public List<DeletionRun> runs(Caller caller, int offset, int limit) {
    return reports.runs(tenantOf(caller), from(offset), bounded(limit));
  }

  private TenantId tenantOf(Caller caller) {
    policy.current().of(caller.tenant()).require(caller, Permission.READ_RETENTION);
    return caller.tenant();
  }

  private static int from(int offset) {
    return Math.max(0, offset);
  }

  private static int bounded(int limit) {
    return Math.min(MOST_ROWS, Math.max(1, limit));
  }
}
