package dev.lethe.retention.service;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.PolicyVersion;
import dev.lethe.policy.model.RetentionStart;
import dev.lethe.retention.model.RetentionBlock;
import dev.lethe.retention.model.RetentionPlan;
import dev.lethe.tenancy.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** The artefacts of jobs and their deadlines. Joins the caller's transaction and needs one. */
public interface ArtefactRegister {

  /** Sets until when an artefact is kept that the job has or will have. */
  void plan(
      TenantId tenant, String job, ArtefactClass artefact, Instant createdAt, RetentionPlan plan);

  /** The same of one whose deadline depends on nothing. */
  default void plan(
      TenantId tenant, String job, ArtefactClass artefact, Instant createdAt, Instant deleteAt) {
    plan(
        tenant,
        job,
        artefact,
        createdAt,
        new RetentionPlan(deleteAt, RetentionStart.CREATED, Duration.between(createdAt, deleteAt)));
  }

  /** The event came from which some windows run: brings their deadlines forward, once. */
  void started(TenantId tenant, String job, RetentionStart event, Instant at);

  /**
   * Gives a job's result to one who is handed it, alone until a time.
   *
   * @return false while another has it
   */
  boolean beginDelivery(TenantId tenant, String job, Instant now, Instant until);

  /** The delivery was the last: what a hold keeps of it is not handed out again. */
  void delivered(TenantId tenant, String job);

  /** The delivery came to nothing: the result can be had again. */
  void endDelivery(TenantId tenant, String job);

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
