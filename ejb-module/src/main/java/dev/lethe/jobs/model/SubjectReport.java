package dev.lethe.jobs.model;

import dev.lethe.consent.model.ConsentRecord;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.Purpose;
import dev.lethe.policy.model.ResidencyRegion;
import dev.lethe.retention.model.RetentionBlock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is kept about a data subject, in codes, dates and counts: enough to answer a request for
 * access (GDPR Art. 15(1)) and to know what there is, and nothing of any content.
 *
 * @param subject random id that stands for the data subject; empty if nothing names them
 * @param consents newest first
 * @param jobs newest first
 */
public record SubjectReport(
    Optional<String> subject, List<ConsentRecord> consents, List<SubjectJob> jobs) {

  public SubjectReport {
    consents = List.copyOf(consents);
    jobs = List.copyOf(jobs);
  }

  /**
   * A job that processed a document of the data subject.
   *
   * @param held artefacts that a legal hold keeps
   * @param disclosures who saw something of it
   */
  public record SubjectJob(
      JobId id,
      JobState state,
      Purpose purpose,
      Optional<DocumentClass> documentClass,
      ResidencyRegion region,
      Instant createdAt,
      Optional<Instant> completedAt,
      RetentionBlock retention,
      Set<ArtefactClass> held,
      List<Disclosure> disclosures) {

    public SubjectJob {
      held = Set.copyOf(held);
      disclosures = List.copyOf(disclosures);
    }
  }

  /**
   * That something was shown.
   *
   * @param kind type of the audit event
   * @param actor who saw it
   */
  public record Disclosure(String kind, String actor, Instant at) {}
}
