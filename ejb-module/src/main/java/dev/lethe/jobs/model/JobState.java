package dev.lethe.jobs.model;

/** Where a job stands. */
public enum JobState {
  /** Policy and consent agreed; the document is expected or arriving. */
  ADMITTED,
  /** The sealed document waits for a worker. */
  QUEUED,
  PROCESSING,
  DONE,
  FAILED,
  /** Its consent was withdrawn: nothing of it is delivered any more, and what is kept is due. */
  WITHDRAWN,
  /** Everything that belonged to the job is gone. */
  DELETED;

  public boolean isFinal() {
    return this == DONE || this == FAILED || this == WITHDRAWN || this == DELETED;
  }
}
