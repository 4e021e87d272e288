package dev.lethe.intake.model;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.tenancy.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What should be there, to compare it with what is. Joins the running transaction. */
public interface SealedLedger {

  /** Those of the objects that an artefact or an upload slot still needs. */
  Set<ObjectName> needed(TenantId tenant, Collection<ObjectName> objects);

  /** Keys made before a time that neither an artefact nor an upload slot needs. */
  List<OwnedKey> orphanKeys(TenantId tenant, Instant before, int limit);

  /**
   * Notes that the objects of jobs' artefacts are to be removed.
   *
   * @return how many, for each job that has some
   */
  Map<String, Integer> discard(
      TenantId tenant, ArtefactClass artefact, Collection<String> jobs, Instant now);

  /** Those of the jobs that have an object of the class of which this was not noted. */
  Set<String> notDiscarded(TenantId tenant, ArtefactClass artefact, Collection<String> jobs);

  /** What was noted of jobs and is not removed. */
  List<Discarded> discarded(TenantId tenant, Collection<String> jobs);

  /** What was noted of any job, is not removed and not put off. */
  List<Discarded> discarded(TenantId tenant, Instant now, int limit);

  /** Forgets the notes of objects that are gone; answers how many there were. */
  int removed(TenantId tenant, Collection<ObjectName> objects);

  /**
   * Notes that objects could not be removed: they are tried again after the first delay, doubled
   * with each failure, but at most after the longest.
   *
   * @return how many there were
   */
  int putOff(
      TenantId tenant,
      Collection<ObjectName> objects,
      Instant now,
      Duration first,
      Duration longest);

  /** Objects of artefacts that should be in the lasting store since before a time, by name. */
  List<ObjectName> expected(TenantId tenant, Instant before, Optional<ObjectName> after, int limit);

  /**
   * Notes which of some objects are in their store and which are not.
   *
   * @return how many are missing of which that was not known
   */
  int looked(
      TenantId tenant, Collection<ObjectName> there, Collection<ObjectName> missing, Instant now);

  /** What is missing since before a time. */
  List<Missing> missing(TenantId tenant, Instant before, int limit);

  /**
   * An artefact whose object is not in its store.
   *
   * @param job value of the job's id
   * @param held by a legal hold, so that its row stays
   */
  record Missing(String job, ArtefactClass artefact, boolean held) {}

  /** An object that nobody can read any more and that is to be removed. */
  record Discarded(ObjectName object, SealedDocument.Place place) {}

  /**
   * Whose key it is.
   *
   * @param owner job or upload slot
   */
  record OwnedKey(String owner, String artefact) {}
}
