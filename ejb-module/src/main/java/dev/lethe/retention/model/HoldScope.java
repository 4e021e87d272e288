package dev.lethe.retention.model;

import dev.lethe.policy.model.ArtefactClass;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The query that says what a hold keeps: artefacts of the classes, of jobs that fit everything that
 * is given. It goes on to hold what comes into it later.
 *
 * @param jobs values of jobs' ids; empty for any
 * @param createdFrom jobs from this time
 * @param createdUntil jobs before this time
 * @param artefacts classes that are held; never empty
 */
public record HoldScope(
    List<String> jobs,
    Optional<String> purpose,
    Optional<String> region,
    Optional<Instant> createdFrom,
    Optional<Instant> createdUntil,
    Set<ArtefactClass> artefacts) {

  /** The most jobs that are named one by one. */
  public static final int MOST_JOBS = 1000;

  public HoldScope {
    jobs = List.copyOf(jobs);
    artefacts = Set.copyOf(artefacts);
    if (artefacts.isEmpty() || jobs.size() > MOST_JOBS) {
      throw new IllegalArgumentException("a hold has artefacts and a bounded list of jobs");
    }
  }

  /** Whether it asks for anything in particular: a hold of all there is is a mistake. */
  public boolean isRestricted() {
    return !jobs.isEmpty()
        || purpose.isPresent()
        || region.isPresent()
        || createdFrom.isPresent()
        || createdUntil.isPresent();
  }
}
