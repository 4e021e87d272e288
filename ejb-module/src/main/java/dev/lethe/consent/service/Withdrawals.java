package dev.lethe.consent.service;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.consent.model.ConsentFilter;
import dev.lethe.consent.model.ConsentRecord;
import dev.lethe.consent.model.ConsentStore;
import dev.lethe.consent.model.ConsentStore.Ending;
import dev.lethe.consent.model.ConsentStore.Lock;
import dev.lethe.consent.model.HeldArtefacts;
import dev.lethe.consent.model.PendingForwards;
import dev.lethe.consent.model.SubjectRegister;
import dev.lethe.consent.model.WithdrawableJobs;
import dev.lethe.consent.model.Withdrawal;
import dev.lethe.consent.model.WithdrawalEffect;
import dev.lethe.consent.model.WithdrawalEffect.Kind;
import dev.lethe.consent.model.WithdrawalId;
import dev.lethe.consent.model.WithdrawalStore;
import dev.lethe.consent.model.WithdrawalTarget;
import dev.lethe.consent.model.WithdrawalTarget.Scope;
import dev.lethe.intake.service.SlotClosing;
import dev.lethe.intake.service.SlotClosing.Closed;
import dev.lethe.keys.model.Pseudonyms;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.PolicyBundle.EndedBy;
import dev.lethe.policy.model.PolicyBundle.LegalBasisRule;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.recovery.service.Journaling;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.tenancy.model.Transactions;
import dev.lethe.worker.PersonalText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Withdraws in two moves. The first is one transaction, the cut: the consents end, and from then on
 * every check of them refuses. The second deals with the jobs one by one, each in a transaction of
 * its own with its effects; it can be broken off anywhere and taken up again by any server.
 */
@ApplicationScoped
public class Withdrawals {

  /** Running work is ended within this time. */
  public static final Duration STOP_WITHIN = Duration.ofSeconds(5);

  private static final Logger LOG = Logger.getLogger(Withdrawals.class.getName());
  private static final Duration LOST_AFTER = Duration.ofSeconds(60);
  private static final int PAGE = 500;

  @Inject ConsentStore consents;
  @Inject SubjectRegister subjects;
  @Inject WithdrawalStore store;
  @Inject WithdrawableJobs jobs;
  @Inject SlotClosing slots;
  @Inject @Any Instance<HeldArtefacts> holds;
  @Inject @Any Instance<PendingForwards> forwards;
  @Inject Pseudonyms pseudonyms;
  @Inject PolicyService policy;
  @Inject Journaling journaling;
  @Inject Transactions transactions;
  @Inject Event<AuditEvent> audit;
  @Inject Clock clock;

  /**
   * A withdrawal that is carried out.
   *
   * @param again whether it had been made before
   */
  record Registered(WithdrawalId id, boolean again) {}

  /** What is to end. */
  private record Found(
      Scope scope,
      String target,
      List<ConsentRecord> records,
      Optional<String> onlyJob,
      List<WithdrawalEffect> effects) {}

  // --- the cut

  Registered register(Caller caller, WithdrawalTarget target, Optional<String> reason) {
    try {
      Optional<Closed> closed = close(caller, target);
      Registered registered =
          transactions.inNewTransaction(
              () -> cut(caller, find(caller.tenant(), target, closed), reason));
      journaling.write(caller.tenant());
      return registered;
    } catch (LetheException e) {
      throw refused(caller, target, e);
    }
  }

  /** A slot that no job took is closed by itself; no consent stands behind it yet. */
  private Optional<Closed> close(Caller caller, WithdrawalTarget target) {
    return target instanceof WithdrawalTarget.OfDocument document
        ? Optional.of(slots.close(caller, document.slotToken()))
        : Optional.empty();
  }

  private Found find(TenantId tenant, WithdrawalTarget target, Optional<Closed> closed) {
    if (target instanceof WithdrawalTarget.OfConsent consent) {
      consents.lock(tenant, Lock.of(consent.id()));
      ConsentRecord record =
          consents
              .find(tenant, consent.id())
              .orElseThrow(() -> new LetheException(ProblemCode.NOT_FOUND));
      return new Found(
          Scope.CONSENT, record.id().value(), List.of(record), Optional.empty(), List.of());
    }
    if (target instanceof WithdrawalTarget.OfJob job) {
      return ofJob(tenant, Scope.JOB, job.id(), job.id());
    }
    if (target instanceof WithdrawalTarget.OfSubject subject) {
      return ofSubject(tenant, subject.subject().reference());
    }
    Closed slot = closed.orElseThrow();
    if (slot.job().isPresent()) {
      return ofJob(tenant, Scope.DOCUMENT, slot.slot(), slot.job().get());
    }
    return new Found(
        Scope.DOCUMENT,
        slot.slot(),
        List.of(),
        Optional.empty(),
        List.of(WithdrawalEffect.done(Kind.SLOT_CLOSED, clock.instant())));
  }

  private Found ofJob(TenantId tenant, Scope scope, String target, String job) {
    ConsentRecord record =
        consents.ofJob(tenant, job).orElseThrow(() -> new LetheException(ProblemCode.NOT_FOUND));
    consents.lock(tenant, Lock.of(record.id()));
    ConsentRecord current = consents.ofJob(tenant, job).orElse(record);
    return new Found(scope, target, List.of(current), Optional.of(job), List.of());
  }

  private Found ofSubject(TenantId tenant, PersonalText reference) {
    String pseudonym = pseudonyms.of(tenant, "subject", reference);
    consents.lock(tenant, Lock.ofSubject(pseudonym));
    String subject = subjects.findOrAdd(tenant, pseudonym, clock.instant());
    List<ConsentRecord> records = new ArrayList<>();
    ConsentFilter filter = ConsentFilter.ALL.withSubject(Optional.of(subject));
    List<ConsentRecord> page;
    do {
      page = consents.list(tenant, filter, clock.instant(), records.size(), PAGE);
      records.addAll(page);
    } while (page.size() == PAGE);
    records.sort(Comparator.comparing(record -> record.id().value()));
    records.forEach(record -> consents.lock(tenant, Lock.of(record.id())));
    List<ConsentRecord> current =
        records.stream()
            .map(record -> consents.find(tenant, record.id()))
            .flatMap(Optional::stream)
            .toList();
    return new Found(Scope.SUBJECT, subject, current, Optional.empty(), List.of());
  }

  private Registered cut(Caller caller, Found found, Optional<String> reason) {
    TenantId tenant = caller.tenant();
    List<ConsentRecord> open =
        found.records().stream().filter(record -> record.endedAt().isEmpty()).toList();
    Optional<WithdrawalId> before = before(tenant, found);
    boolean allKept = open.stream().allMatch(record -> isKept(tenant, record));
    if (allKept && before.isPresent()) {
      return new Registered(before.get(), true);
    }
    if (allKept && !open.isEmpty() && found.scope() != Scope.SUBJECT) {
      throw new LetheException(ProblemCode.BASIS_NOT_WITHDRAWABLE);
    }
    Instant now = clock.instant();
    Withdrawal withdrawal = withdrawal(caller, found, reason, now);
    store.add(tenant, withdrawal);
    List<WithdrawalEffect> effects = new ArrayList<>(found.effects());
    open.forEach(record -> effects.addAll(end(caller, withdrawal, record, found.onlyJob())));
    store.add(tenant, withdrawal.id(), effects);
    received(caller, withdrawal, effects);
    return new Registered(withdrawal.id(), false);
  }

  private Optional<WithdrawalId> before(TenantId tenant, Found found) {
    Optional<WithdrawalId> same = store.latest(tenant, found.scope(), found.target());
    return same.isPresent() || found.records().size() != 1
        ? same
        : store.thatEnded(tenant, found.records().get(0).id(), found.onlyJob());
  }

  private Withdrawal withdrawal(Caller caller, Found found, Optional<String> reason, Instant now) {
    return new Withdrawal(
        WithdrawalId.random(),
        found.scope(),
        found.target(),
        caller.actor(),
        reason.map(text -> pseudonyms.of(caller.tenant(), "reason", PersonalText.of(text))),
        reason.map(String::length).orElse(0),
        now,
        Optional.empty(),
        List.of());
  }

  private EndedBy endedBy(TenantId tenant, ConsentRecord record) {
    return Optional.ofNullable(policy.current().of(tenant).legalBases().get(record.terms().basis()))
        .map(LegalBasisRule::endedBy)
        // what policy does not know any more is not kept against anybody's will
        .orElse(EndedBy.WITHDRAWAL);
  }

  private boolean isKept(TenantId tenant, ConsentRecord record) {
    return endedBy(tenant, record) == EndedBy.NONE;
  }

  private List<WithdrawalEffect> end(
      Caller caller, Withdrawal withdrawal, ConsentRecord record, Optional<String> onlyJob) {
    TenantId tenant = caller.tenant();
    Instant now = clock.instant();
    if (isKept(tenant, record)) {
      return List.of(WithdrawalEffect.kept(Kind.BASIS_KEPT, now).ofConsent(record.id()));
    }
    // what a job carried ends as a whole: there is nobody else under it
    Optional<String> limited = onlyJob.filter(job -> !record.job().equals(Optional.of(job)));
    boolean objected = endedBy(tenant, record) == EndedBy.OBJECTION;
    Ending ending =
        new Ending(record.id(), limited, objected, caller.actor(), withdrawal.id(), now);
    consents.end(tenant, ending);
    journaling.note(WithdrawalReplay.entry(tenant, withdrawal, ending));
    Map<String, String> facts = new HashMap<>();
    facts.put("consent", record.id().value());
    facts.put("withdrawal", withdrawal.id().value());
    facts.put("purpose", record.terms().purpose().name());
    facts.put("basis", record.terms().basis());
    facts.put("limited", Boolean.toString(limited.isPresent()));
    fire(
        tenant,
        caller.actor(),
        limited.or(record::job),
        "consent.withdrawn",
        objected ? "objected" : "withdrawn",
        facts);
    List<WithdrawalEffect> effects = new ArrayList<>();
    effects.add(WithdrawalEffect.done(Kind.CONSENT_ENDED, now).ofConsent(record.id()));
    limited
        .map(List::of)
        .orElseGet(() -> consents.jobs(tenant, record.id()))
        .forEach(
            job ->
                effects.add(
                    WithdrawalEffect.pending(Kind.JOB_FOUND, now, now.plus(STOP_WITHIN))
                        .ofConsent(record.id())
                        .ofJob(job)));
    return effects;
  }

  private void received(Caller caller, Withdrawal withdrawal, List<WithdrawalEffect> effects) {
    fire(
        caller.tenant(),
        caller.actor(),
        Optional.empty(),
        "withdrawal.received",
        "accepted",
        Map.of(
            "withdrawal",
            withdrawal.id().value(),
            "scope",
            withdrawal.scope().apiName(),
            "consents",
            count(effects, Kind.CONSENT_ENDED),
            "kept",
            count(effects, Kind.BASIS_KEPT),
            "jobs",
            count(effects, Kind.JOB_FOUND),
            "reason_length",
            Integer.toString(withdrawal.reasonLength())));
  }

  private static String count(List<WithdrawalEffect> effects, Kind kind) {
    return Long.toString(effects.stream().filter(effect -> effect.kind() == kind).count());
  }

  private LetheException refused(Caller caller, WithdrawalTarget target, LetheException refusal) {
    transactions.inNewTransaction(
        () -> {
          fire(
              caller.tenant(),
              caller.actor(),
              Optional.empty(),
              "withdrawal.refused",
              refusal.code().code(),
              Map.of("scope", target.scope().apiName()));
          return refusal;
        });
    return refusal;
  }

  // --- what follows from it

  /** Takes up what other servers, or an earlier start of this one, left undone. */
  public void resume() {
    Instant before = clock.instant().minus(STOP_WITHIN);
    transactions
        .inNewTransaction(() -> store.open(before))
        .forEach(
            open -> {
              forgetLostWorkers(open.tenant(), open.id());
              carryOut(open.tenant(), ActorId.SYSTEM, open.id());
            });
  }

  /** A worker outlives neither its server nor the time that a document may be read for. */
  private void forgetLostWorkers(TenantId tenant, WithdrawalId id) {
    Instant now = clock.instant();
    Instant longAgo = now.minus(policy.current().longestProcessing()).minus(LOST_AFTER);
    transactions
        .inNewTransaction(() -> store.openJobs(tenant, id, Kind.RUNNING_WORK_STOPPED, longAgo))
        .forEach(job -> workerEnded(tenant, job));
  }

  /**
   * Deals with every job of a withdrawal that is not dealt with. What fails is left to {@link
   * #resume}.
   */
  void carryOut(TenantId tenant, ActorId actor, WithdrawalId id) {
    Withdrawal withdrawal =
        transactions.inNewTransaction(() -> store.find(tenant, id)).orElseThrow();
    withdrawal.effects().stream()
        .filter(effect -> effect.kind() == Kind.JOB_FOUND)
        .filter(effect -> effect.state() == WithdrawalEffect.State.PENDING)
        .flatMap(effect -> effect.job().stream())
        .forEach(job -> withdraw(tenant, actor, withdrawal, job));
    settle(tenant, id);
  }

  private void withdraw(TenantId tenant, ActorId actor, Withdrawal withdrawal, String job) {
    try {
      Set<ArtefactClass> held =
          transactions.inNewTransaction(() -> withdrawJob(tenant, actor, withdrawal, job));
      jobs.stop(job);
      jobs.erase(tenant, actor, job, held);
    } catch (RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "withdrawal {0} is not done with {1} and is taken up again: {2}",
          new Object[] {withdrawal.id().value(), job, e.getClass().getName()});
    }
  }

  private Set<ArtefactClass> withdrawJob(
      TenantId tenant, ActorId actor, Withdrawal withdrawal, String job) {
    Set<ArtefactClass> held = EnumSet.noneOf(ArtefactClass.class);
    holds.forEach(hold -> held.addAll(hold.of(tenant, job)));
    Instant now = clock.instant();
    List<WithdrawalEffect> effects =
        new ArrayList<>(
            jobs.withdraw(tenant, actor, job, withdrawal.id(), withdrawal.receivedAt(), held));
    // another server may have been at it, and the job's row made this one wait
    if (store.settle(tenant, job, Kind.JOB_FOUND, now).contains(withdrawal.id())) {
      int dropped = 0;
      for (PendingForwards forward : forwards) {
        dropped += forward.drop(tenant, job);
      }
      if (dropped > 0) {
        effects.add(WithdrawalEffect.done(Kind.FORWARDS_DROPPED, now).ofJob(job).counting(dropped));
      }
      store.add(tenant, withdrawal.id(), effects);
    }
    return held;
  }

  /** The worker that read a withdrawn job's document is gone. */
  public void workerEnded(TenantId tenant, String job) {
    Instant now = clock.instant();
    List<WithdrawalId> settled =
        transactions.inNewTransaction(
            () -> store.settle(tenant, job, Kind.RUNNING_WORK_STOPPED, now));
    settled.forEach(id -> settle(tenant, id));
  }

  private void settle(TenantId tenant, WithdrawalId id) {
    transactions.inNewTransaction(
        () -> {
          boolean last = store.settle(tenant, id, clock.instant());
          if (last) {
            fire(
                tenant,
                ActorId.SYSTEM,
                Optional.empty(),
                "withdrawal.settled",
                "settled",
                Map.of("withdrawal", id.value()));
          }
          return last;
        });
  }

  private void fire(
      TenantId tenant,
      ActorId actor,
      Optional<String> job,
      String type,
      String outcome,
      Map<String, String> facts) {
    audit.fire(new AuditEvent(tenant, type, job, actor, outcome, facts));
  }
}
