package dev.lethe.retention.service;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.PolicyVersion;
import dev.lethe.retention.model.RetentionBlock;
import dev.lethe.tenancy.model.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** The artefacts of jobs and their deadlines. Joins the caller's transaction and needs one. */
public interface ArtefactRegister {

  /** Sets the deadline of an artefact that the job has or will have. */
  void plan(
      TenantId tenant, String job, ArtefactClass artefact, Instant createdAt, Instant deleteAt);

  /**
   * Notes where the source is kept.
   *
   * @param place name of {@code SealedDocument.Place}
   */
  void located(
      TenantId tenant,
      String job,
      ArtefactClass artefact,
      String object,
      String keyId,
      String place);

  /** Makes all that is left of a job but its audit trail due, so that the sweep takes it. */
  void bringForward(TenantId tenant, String job, Instant at);

  /**
   * The same for all but some classes.
   *
   * @return the classes that are due now
   */
  Set<ArtefactClass> bringForward(
      TenantId tenant, String job, Instant at, Set<ArtefactClass> except);

  /** Where an artefact is kept; empty once it is deleted. */
  Optional<Location> location(TenantId tenant, String job, ArtefactClass artefact);

  /** All deadlines of a job, in the order of {@link ArtefactClass}. */
  RetentionBlock block(TenantId tenant, String job, PolicyVersion policy);

  /** Object, key and place of an artefact. */
  record Location(String object, String keyId, String place) {}
}
