package dev.lethe.jobs.model;

import dev.lethe.audit.model.AuditEntry;
import dev.lethe.audit.model.LifecycleStage;
import dev.lethe.policy.model.ArtefactClass;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What proves how a job was dealt with, without anything that was read: the nine stages of its life
 * and the touch ledger. It outlives the content.
 *
 * @param stages all nine, in their order
 * @param chain what became of checking the job's audit chain again
 * @param touches who handled the document or something made of it, in the order of time
 * @param touchesLeftOut how many more there are than are listed
 */
public record JobEvidence(
    JobId job,
    JobState state,
    List<Stage> stages,
    Chain chain,
    List<Touch> touches,
    long touchesLeftOut) {

  public JobEvidence {
    stages = List.copyOf(stages);
    touches = List.copyOf(touches);
  }

  /**
   * One of the nine stages.
   *
   * @param record the audit entry that proves it; of deletion, the last that was written
   */
  public record Stage(LifecycleStage stage, Standing standing, Optional<AuditEntry> record) {}

  /** How far a stage has come. */
  public enum Standing {
    RECORDED,
    /** Deletion alone: a part of the content is gone. */
    IN_PROGRESS,
    /** It may still come. */
    PENDING,
    /** The job ended before it. */
    NOT_REACHED
  }

  /**
   * The chain of the job's audit entries, computed again.
   *
   * @param head leaf hash of the last entry
   * @param brokenAt position of the first entry that does not fit; empty if all do
   */
  public record Chain(
      long entries, boolean intact, Optional<String> head, Optional<Long> brokenAt) {}

  /**
   * Something or somebody handled the document, or something made of it.
   *
   * @param component part of the system that did it
   * @param actor account on whose behalf, as in the audit trail; {@code system} if on nobody's
   * @param person whether it was an account's own decision and not a step of the job
   * @param act what was done
   * @param artefacts what was handled
   * @param why purpose of the job, a reason code, or the keyed hash of a reason that was written
   * @param details codes and numbers of the audit entry
   * @param position of the audit entry in the job's chain, if it is in it
   */
  public record Touch(
      Instant at,
      String component,
      String actor,
      boolean person,
      String act,
      Set<ArtefactClass> artefacts,
      String why,
      Map<String, String> details,
      Optional<Long> position) {
    public Touch {
      artefacts = Set.copyOf(artefacts);
      details = Map.copyOf(details);
    }
  }
}
