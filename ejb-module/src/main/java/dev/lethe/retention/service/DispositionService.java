package dev.lethe.retention.service;

import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.Sensitivity;
import dev.lethe.retention.model.Disposition;
import dev.lethe.retention.model.DispositionFilter;
import dev.lethe.retention.model.DispositionId;
import dev.lethe.retention.model.DispositionReason;
import dev.lethe.retention.model.DispositionStep;
import dev.lethe.retention.model.DispositionStep.Action;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.Caller;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reviews of what is due before it goes, by people who see ids, codes and counts. Who reads
 * retention reads reviews; policy says who decides ({@code review_disposition}, and the roles of
 * the stage), and nobody who could see content does.
 */
public interface DispositionService {

  /**
   * A review and what policy says of it now.
   *
   * @param stages how many there are; none if policy has no such review any more, so that only the
   *     timer ends it
   * @param classified how many of the fields that were asked for have which sensitivity
   * @param extensible by how much it can still be put off
   * @param labels classes that it may be found to be of
   * @param decidable whether whoever looks may decide now
   * @param assignable whether they may give it to somebody
   */
  record View(
      Disposition disposition,
      Disposition.State state,
      int stages,
      Map<Sensitivity, Integer> classified,
      Duration extensible,
      Set<DocumentClass> labels,
      boolean decidable,
      boolean assignable) {
    public View {
      classified = Map.copyOf(classified);
      labels = Set.copyOf(labels);
    }

    /** The most sensitive of what is kept, if anything was asked for. */
    public Optional<Sensitivity> risk() {
      return classified.keySet().stream().max(java.util.Comparator.naturalOrder());
    }
  }

  /**
   * What a reviewer wants.
   *
   * @param more by how much to extend
   * @param label what to relabel to
   * @param reviewer whom to reassign to
   */
  record Wish(
      Action action,
      DispositionReason reason,
      Optional<Duration> more,
      Optional<DocumentClass> label,
      Optional<ActorId> reviewer) {}

  /**
   * Decides. Deletions, holds and withdrawals of the same artefact wait or have been waited for; a
   * hold defers what is approved.
   *
   * @param revision the one that was looked at
   * @throws dev.lethe.problem.model.LetheException {@code not-found}, {@code precondition-failed},
   *     {@code forbidden} without a role of the stage or with one that sees content, {@code
   *     second-person-required}, {@code review-assigned}, {@code conflict} if nothing waits for a
   *     decision, {@code retention-above-cap}, {@code class-not-permitted-for-purpose}, {@code
   *     request-malformed} for a wish that lacks something
   */
  View decide(Caller caller, DispositionId id, int revision, Wish wish);

  /**
   * @throws dev.lethe.problem.model.LetheException {@code not-found}
   */
  View get(Caller caller, DispositionId id);

  /** What was decided of one, oldest first. */
  List<DispositionStep> steps(Caller caller, DispositionId id);

  /** In the order of deadlines. */
  List<View> list(
      Caller caller, DispositionFilter filter, Optional<DispositionId> after, int limit);

  /** How many wait for a decision. */
  long pending(Caller caller);
}
