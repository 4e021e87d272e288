package dev.lethe.retention.model;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.DocumentClass;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The query that says what a hold keeps: artefacts of the classes, of jobs that fit everything that
 * is given. It goes on to hold what comes into it later.
 *
 * @param jobs values of jobs' ids; empty for any
 * @param subject the random id of a data subject: jobs under a consent of theirs
 * @param documentClass jobs of this class as it was given, found or labelled, and those of which
 *     neither sender nor engine has said a class
 * @param createdFrom jobs from this time
 * @param createdUntil jobs before this time
 * @param artefacts classes that are held; never empty
 */
public record HoldScope(
    List<String> jobs,
    Optional<String> subject,
    Optional<DocumentClass> documentClass,
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

  /** Of jobs of whomever and whatever class. */
  public HoldScope(
      List<String> jobs,
      Optional<String> purpose,
      Optional<String> region,
      Optional<Instant> createdFrom,
      Optional<Instant> createdUntil,
      Set<ArtefactClass> artefacts) {
    this(
        jobs,
        Optional.empty(),
        Optional.empty(),
        purpose,
        region,
        createdFrom,
        createdUntil,
        artefacts);
  }

  /** The same, of jobs of one data subject. */
  public HoldScope ofSubject(String id) {
    return new HoldScope(
        jobs,
        Optional.of(id),
        documentClass,
        purpose,
        region,
        createdFrom,
        createdUntil,
        artefacts);
  }

  /** The same, of documents of one class. */
  public HoldScope ofClass(DocumentClass name) {
    return new HoldScope(
        jobs, subject, Optional.of(name), purpose, region, createdFrom, createdUntil, artefacts);
  }

  /** Whether it asks for anything in particular: a hold of all there is is a mistake. */
  public boolean isRestricted() {
    return !jobs.isEmpty()
        || subject.isPresent()
        || documentClass.isPresent()
        || purpose.isPresent()
        || region.isPresent()
        || createdFrom.isPresent()
        || createdUntil.isPresent();
  }
}
