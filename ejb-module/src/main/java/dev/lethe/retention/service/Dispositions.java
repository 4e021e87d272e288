package dev.lethe.retention.service;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.policy.model.DispositionRule;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.FieldName;
import dev.lethe.policy.model.Permission;
import dev.lethe.policy.model.PolicyBundle;
import dev.lethe.policy.model.PolicyBundle.FieldRule;
import dev.lethe.policy.model.PolicyBundle.PurposeRule;
import dev.lethe.policy.model.PolicyBundle.RetentionRule;
import dev.lethe.policy.model.Purpose;
import dev.lethe.policy.model.ResidencyRegion;
import dev.lethe.policy.model.Sensitivity;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.LetheException.Detail;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.recovery.service.Journaling;
import dev.lethe.retention.model.Disposition;
import dev.lethe.retention.model.DispositionFilter;
import dev.lethe.retention.model.DispositionId;
import dev.lethe.retention.model.DispositionLedger;
import dev.lethe.retention.model.DispositionStep;
import dev.lethe.retention.model.DispositionStep.Action;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.tenancy.model.Transactions;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides on what is due, each step in one transaction with its event. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Dispositions implements DispositionService {

  private static final int MOST_ROWS = 500;

  @Inject DispositionLedger ledger;
  @Inject PolicyService policy;
  @Inject Journaling journaling;
  @Inject Transactions transactions;
  @Inject Event<AuditEvent> audit;
  @Inject Clock clock;

  @Override
  public View decide(Caller caller, DispositionId id, int revision, Wish wish) {
    PolicyBundle bundle = bundle(caller);
    bundle.require(caller, Permission.REVIEW_DISPOSITION);
    if (bundle.seesContent(caller)) {
      throw new LetheException(ProblemCode.FORBIDDEN);
    }
    requireWhole(wish);
    View view =
        transactions.inNewTransaction(() -> decideLocked(caller, bundle, id, revision, wish));
    journaling.write(caller.tenant());
    return view;
  }

  private View decideLocked(
      Caller caller, PolicyBundle bundle, DispositionId id, int revision, Wish wish) {
    TenantId tenant = caller.tenant();
    Disposition before =
        ledger.lock(tenant, id).orElseThrow(() -> new LetheException(ProblemCode.NOT_FOUND));
    if (before.revision() != revision) {
      throw new LetheException(ProblemCode.PRECONDITION_FAILED);
    }
    DispositionRule rule =
        rule(bundle, before).orElseThrow(() -> new LetheException(ProblemCode.CONFLICT));
    if (!isOfTheStage(caller, rule, before)) {
      throw new LetheException(ProblemCode.FORBIDDEN);
    }
    Disposition after = decided(caller.actor().value(), bundle, rule, before, wish);
    ledger.save(tenant, after, step(caller, before, after, wish));
    if (after.deleteAt().isBefore(before.deleteAt())) {
      journaling.note(DeadlineEntry.decided(tenant, after));
    }
    tell(caller, bundle, before, after, wish);
    return view(caller, bundle, after);
  }

  private Disposition decided(
      String by, PolicyBundle bundle, DispositionRule rule, Disposition before, Wish wish) {
    Instant now = clock.instant();
    RetentionRule window = window(bundle, before, before.label().map(DocumentClass::new));
    return switch (wish.action()) {
      case APPROVE -> before.approved(by, rule.stages().size(), window.floor(), now);
      case EXTEND ->
          before.extended(
              by, wish.more().orElseThrow(), rule.longestExtension(), window.cap(), now);
      case REASSIGN -> before.reassigned(by, wish.reviewer().orElseThrow().value(), now);
      case RELABEL -> relabelled(by, bundle, rule, before, wish.label().orElseThrow(), now);
    };
  }

  private static Disposition relabelled(
      String by,
      PolicyBundle bundle,
      DispositionRule rule,
      Disposition before,
      DocumentClass label,
      Instant now) {
    if (!labels(bundle, rule, before).contains(label)) {
      throw new LetheException(ProblemCode.CLASS_NOT_PERMITTED);
    }
    Optional<Duration> time =
        bundle
            .disposition(
                before.artefact(),
                new Purpose(before.purpose()),
                Optional.of(label),
                new ResidencyRegion(before.region()))
            .map(DispositionRule::autoApprove);
    return before.relabelled(
        by, label.name(), window(bundle, before, Optional.of(label)), time, now);
  }

  /** What policy lists, if the purpose is for it, and what it is not already. */
  private static Set<DocumentClass> labels(
      PolicyBundle bundle, DispositionRule rule, Disposition of) {
    PurposeRule purpose = bundle.purposes().get(new Purpose(of.purpose()));
    Set<DocumentClass> labels = new java.util.HashSet<>(rule.relabel());
    labels.retainAll(purpose == null ? Set.of() : purpose.documentClasses());
    of.label().map(DocumentClass::new).ifPresent(labels::remove);
    return labels;
  }

  private static RetentionRule window(
      PolicyBundle bundle, Disposition of, Optional<DocumentClass> label) {
    RetentionRule window =
        bundle
            .windows(new Purpose(of.purpose()), label, new ResidencyRegion(of.region()))
            .get(of.artefact());
    if (window == null) {
      throw new LetheException(ProblemCode.CLASS_WITHOUT_RULE);
    }
    return window;
  }

  private static Optional<DispositionRule> rule(PolicyBundle bundle, Disposition of) {
    return bundle.disposition(
        of.artefact(),
        new Purpose(of.purpose()),
        of.label().map(DocumentClass::new),
        new ResidencyRegion(of.region()));
  }

  private static void requireWhole(Wish wish) {
    if (!wish.reason().isFor(wish.action())) {
      throw malformed("/reason", "not-for-decision");
    }
    require(wish.action() == Action.EXTEND, wish.more().isPresent(), "/days");
    require(wish.action() == Action.RELABEL, wish.label().isPresent(), "/label");
    require(wish.action() == Action.REASSIGN, wish.reviewer().isPresent(), "/reviewer");
    if (wish.more().filter(more -> more.isZero() || more.isNegative()).isPresent()) {
      throw malformed("/days", "out-of-range");
    }
  }

  private static void require(boolean wanted, boolean given, String place) {
    if (wanted != given) {
      throw malformed(place, wanted ? "missing" : "not-for-decision");
    }
  }

  private static LetheException malformed(String place, String why) {
    return new LetheException(ProblemCode.REQUEST_MALFORMED, List.of(new Detail(place, why)));
  }

  private DispositionStep step(Caller caller, Disposition before, Disposition after, Wish wish) {
    return new DispositionStep(
        wish.action(),
        before.stage(),
        wish.reason(),
        caller.actor().value(),
        clock.instant(),
        before.deleteAt(),
        after.deleteAt(),
        wish.label().map(DocumentClass::name),
        wish.reviewer().map(ActorId::value));
  }

  private void tell(
      Caller caller, PolicyBundle bundle, Disposition before, Disposition after, Wish wish) {
    Map<String, String> facts = new HashMap<>();
    facts.put("disposition", after.id().value());
    facts.put("artefact", after.artefact().apiName());
    facts.put("stage", Integer.toString(before.stage()));
    facts.put("reason", wish.reason().apiName());
    facts.put("delete_at", after.deleteAt().toString());
    wish.label().ifPresent(label -> facts.put("label", label.name()));
    classified(bundle, after)
        .forEach(
            (sensitivity, count) ->
                facts.put(sensitivity.name().toLowerCase(Locale.ROOT), count.toString()));
    audit.fire(
        new AuditEvent(
            caller.tenant(),
            "disposition." + past(wish.action()),
            Optional.of(after.job()),
            caller.actor(),
            after.state(clock.instant()).apiName(),
            facts));
  }

  private static String past(Action action) {
    return switch (action) {
      case APPROVE -> "approved";
      case EXTEND -> "extended";
      case RELABEL -> "relabelled";
      case REASSIGN -> "reassigned";
    };
  }

  @Override
  public View get(Caller caller, DispositionId id) {
    PolicyBundle bundle = reading(caller);
    return transactions.inNewTransaction(
        () ->
            ledger
                .find(caller.tenant(), id)
                .map(one -> view(caller, bundle, one))
                .orElseThrow(() -> new LetheException(ProblemCode.NOT_FOUND)));
  }

  @Override
  public List<DispositionStep> steps(Caller caller, DispositionId id) {
    reading(caller);
    return transactions.inNewTransaction(() -> ledger.steps(caller.tenant(), id));
  }

  @Override
  public List<View> list(
      Caller caller, DispositionFilter filter, Optional<DispositionId> after, int limit) {
    PolicyBundle bundle = reading(caller);
    int rows = Math.min(MOST_ROWS, Math.max(1, limit));
    return transactions.inNewTransaction(
        () ->
            ledger.list(caller.tenant(), filter, clock.instant(), after, rows).stream()
                .map(one -> view(caller, bundle, one))
                .toList());
  }

  @Override
  public long pending(Caller caller) {
    reading(caller);
    return transactions.inNewTransaction(() -> ledger.pending(caller.tenant(), clock.instant()));
  }

  private View view(Caller caller, PolicyBundle bundle, Disposition of) {
    Optional<DispositionRule> rule = rule(bundle, of);
    Instant now = clock.instant();
    boolean reviewer =
        bundle.permits(caller, Permission.REVIEW_DISPOSITION)
            && !bundle.seesContent(caller)
            && rule.filter(one -> isOfTheStage(caller, one, of)).isPresent();
    return new View(
        of,
        of.state(now),
        rule.map(one -> one.stages().size()).orElse(0),
        classified(bundle, of),
        rule.map(one -> extensible(bundle, one, of)).orElse(Duration.ZERO),
        rule.map(one -> labels(bundle, one, of)).orElse(Set.of()),
        reviewer && of.isOpenTo(caller.actor().value(), now),
        reviewer && of.isAssignableBy(caller.actor().value(), now));
  }

  private static boolean isOfTheStage(Caller caller, DispositionRule rule, Disposition of) {
    int stage = Math.min(of.stage(), rule.stages().size());
    return rule.stages().get(stage - 1).stream().anyMatch(caller::has);
  }

  private static Duration extensible(PolicyBundle bundle, DispositionRule rule, Disposition of) {
    Duration left = rule.longestExtension().minus(of.extended());
    Instant cap = of.createdAt().plus(window(bundle, of, of.label().map(DocumentClass::new)).cap());
    Duration toCap = Duration.between(of.deleteAt(), cap);
    Duration most = left.compareTo(toCap) <= 0 ? left : toCap;
    return most.isNegative() ? Duration.ZERO : most;
  }

  private static Map<Sensitivity, Integer> classified(PolicyBundle bundle, Disposition of) {
    Map<Sensitivity, Integer> counts = new EnumMap<>(Sensitivity.class);
    for (String name : of.fields()) {
      FieldRule field = bundle.fields().get(new FieldName(name));
      if (field != null) {
        counts.merge(field.sensitivity(), 1, Integer::sum);
      }
    }
    return counts;
  }

  private PolicyBundle bundle(Caller caller) {
    return policy.current().of(caller.tenant());
  }

  private PolicyBundle reading(Caller caller) {
    PolicyBundle bundle = bundle(caller);
    bundle.require(caller, Permission.READ_RETENTION);
    return bundle;
  }
}
