package dev.lethe.jobs.service;

import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.JobRequest;
import dev.lethe.jobs.model.JobView;
import dev.lethe.jobs.model.Preview;
import dev.lethe.jobs.model.RevealedField;
import dev.lethe.policy.model.FieldName;
import dev.lethe.tenancy.model.Caller;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The use cases around a job. Every method answers {@code not-found} for an id of another tenant,
 * just as for one that does not exist, and {@code forbidden} without the role it needs.
 */
public interface JobService {

  /**
   * Stages 1 to 3: authentication is recorded, policy and consent decide, before a byte of the
   * document is read. Needs the role submitter.
   *
   * @return the admitted job, whose document is awaited
   */
  JobId admit(Caller caller, JobRequest request);

  /**
   * Stage 4 and on: reads the document to its end, sealing it as it comes.
   *
   * @param wait if given, the document stays in memory only and the call returns when the job is
   *     done, but at the latest after this time; otherwise it is queued
   * @param documentMediaType not trusted and not needed: the type is found by magic bytes
   * @throws dev.lethe.problem.model.LetheException {@code too-large}, {@code type-unsupported},
   *     {@code document-missing} and others; the job has then failed and keeps nothing
   */
  JobView receive(Caller caller, JobId job, InputStream document, Optional<Duration> wait);

  /**
   * The same with a document that was put into an upload slot.
   *
   * @param slotToken the secret part of the slot's address
   */
  JobView receiveFromSlot(Caller caller, JobId job, String slotToken, Optional<Duration> wait);

  /** Marks an admitted job failed whose document never came in proper form. */
  void abandon(Caller caller, JobId job);

  /**
   * The job, with its result when there is one. A result that its delivery deletes is the caller's
   * alone until {@link #delivered} or {@link #notDelivered} says what became of it; who asks
   * meanwhile meets {@code result-delivered}.
   */
  JobView get(Caller caller, JobId job);

  /** The job without its result, which is no delivery. */
  JobView status(Caller caller, JobId job);

  /** A result was written to its end to who asked for it: what was to be kept until then goes. */
  void delivered(Caller caller, JobId job);

  /** Writing a result broke off: it can be had again. */
  void notDelivered(Caller caller, JobId job);

  /**
   * Deletes input, derivatives and result now. Deleting a deleted job is no error.
   *
   * @return the job as it is after, with {@code deletedAt} for each artefact
   */
  JobView delete(Caller caller, JobId job);

  /**
   * The only way to unmasked values: needs the role privileged-reveal and a purpose that allows it;
   * each field is audited.
   *
   * @param reason code or short text of why; kept as a keyed hash and a length only
   */
  List<RevealedField> reveal(Caller caller, JobId job, List<FieldName> fields, String reason);

  /**
   * Redacted pages, made in a worker while the source is still there.
   *
   * @param page from 1 for a PNG of that page, or empty for all pages as PDF
   */
  Preview preview(Caller caller, JobId job, Optional<Integer> page);
}
