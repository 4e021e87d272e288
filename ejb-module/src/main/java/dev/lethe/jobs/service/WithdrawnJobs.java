package dev.lethe.jobs.service;

import dev.lethe.consent.model.WithdrawableJobs;
import dev.lethe.consent.model.WithdrawalEffect;
import dev.lethe.consent.model.WithdrawalEffect.Kind;
import dev.lethe.consent.model.WithdrawalId;
import dev.lethe.consent.service.Withdrawals;
import dev.lethe.jobs.model.Job;
import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.JobQueue;
import dev.lethe.jobs.model.JobState;
import dev.lethe.jobs.model.JobStore;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.retention.model.RetentionBlock;
import dev.lethe.retention.service.ArtefactRegister;
import dev.lethe.retention.service.ErasureService;
import dev.lethe.retention.service.ErasureService.Trigger;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Ends jobs whose consent was withdrawn. */
@ApplicationScoped
public class WithdrawnJobs implements WithdrawableJobs {

  @Inject JobStore jobs;
  @Inject JobQueue queue;
  @Inject ArtefactRegister artefacts;
  @Inject ErasureService erasure;
  @Inject RunningJobs running;
  @Inject JobEvents events;
  @Inject Clock clock;

  @Override
  public List<WithdrawalEffect> withdraw(
      TenantId tenant,
      ActorId actor,
      String id,
      WithdrawalId withdrawal,
      Instant cut,
      Set<ArtefactClass> held) {
    Optional<Job> found = jobs.lock(tenant, new JobId(id));
    if (found.filter(job -> isRefused(job, cut)).isPresent()) {
      return refused(found.get(), held);
    }
    return found
        .filter(job -> whatIsStopped(job).isPresent())
        .map(job -> withdraw(actor, job, withdrawal, held))
        .orElse(List.of());
  }

  private List<WithdrawalEffect> withdraw(
      ActorId actor, Job before, WithdrawalId withdrawal, Set<ArtefactClass> held) {
    Instant now = clock.instant();
    jobs.save(before.withdrawn(now));
    queue.remove(before.tenant(), before.id());
    Set<ArtefactClass> due =
        artefacts.bringForward(before.tenant(), before.id().value(), now, held);
    // what a hold keeps is due as well: its deletion is only deferred
    artefacts.bringForward(before.tenant(), before.id().value(), now);
    Set<ArtefactClass> kept = planned(before, deadline -> deadline.deletedAt().isEmpty());
    kept.retainAll(held);
    events.withdrawn(actor, before, withdrawal, due.size(), kept.size());
    Kind kind = whatIsStopped(before).orElseThrow();
    WithdrawalEffect stopped =
        kind == Kind.RUNNING_WORK_STOPPED
            ? WithdrawalEffect.pending(kind, now, now.plus(Withdrawals.STOP_WITHIN))
            : WithdrawalEffect.done(kind, now);
    return effects(stopped, before.id().value(), due, kept, now);
  }

  /** Its own check of the consent was faster than this. */
  private static boolean isRefused(Job job, Instant cut) {
    return job.state() == JobState.WITHDRAWN
        && job.completedAt().filter(end -> !end.isBefore(cut)).isPresent();
  }

  private List<WithdrawalEffect> refused(Job job, Set<ArtefactClass> held) {
    Instant now = clock.instant();
    Set<ArtefactClass> due = planned(job, deadline -> true);
    Set<ArtefactClass> kept = planned(job, deadline -> deadline.deletedAt().isEmpty());
    kept.retainAll(held);
    due.removeAll(kept);
    return effects(WithdrawalEffect.done(Kind.WORK_REFUSED, now), job.id().value(), due, kept, now);
  }

  private Set<ArtefactClass> planned(Job job, Predicate<RetentionBlock.Deadline> which) {
    Set<ArtefactClass> planned = EnumSet.noneOf(ArtefactClass.class);
    artefacts.block(job.tenant(), job.id().value(), job.policy()).artefacts().stream()
        .filter(deadline -> deadline.artefact() != ArtefactClass.AUDIT)
        .filter(which)
        .forEach(deadline -> planned.add(deadline.artefact()));
    return planned;
  }

  private static Optional<Kind> whatIsStopped(Job job) {
    return switch (job.state()) {
      case ADMITTED, QUEUED -> Optional.of(Kind.QUEUED_WORK_CANCELLED);
      case PROCESSING -> Optional.of(Kind.RUNNING_WORK_STOPPED);
      case DONE -> Optional.of(Kind.RESULT_SEALED_OFF);
      case FAILED, WITHDRAWN, DELETED -> Optional.empty();
    };
  }

  private static List<WithdrawalEffect> effects(
      WithdrawalEffect stopped,
      String job,
      Set<ArtefactClass> due,
      Set<ArtefactClass> kept,
      Instant now) {
    List<WithdrawalEffect> effects = new ArrayList<>();
    effects.add(stopped.ofJob(job));
    due.forEach(
        artefact ->
            effects.add(
                WithdrawalEffect.pending(Kind.DELETION_DUE, now, now)
                    .ofJob(job)
                    .ofArtefact(artefact)));
    kept.forEach(
        artefact ->
            effects.add(WithdrawalEffect.kept(Kind.HELD, now).ofJob(job).ofArtefact(artefact)));
    return effects;
  }

  @Override
  public void stop(String job) {
    running.cancel(new JobId(job));
  }

  @Override
  public void erase(TenantId tenant, ActorId actor, String job, Set<ArtefactClass> held) {
    Set<ArtefactClass> content = EnumSet.complementOf(EnumSet.of(ArtefactClass.AUDIT));
    content.removeAll(held);
    erasure.erase(tenant, actor, job, content, Trigger.WITHDRAWAL);
  }
}
