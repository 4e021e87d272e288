package dev.lethe.jobs.model;

import java.util.Locale;

/** What is wanted of a document. */
public enum JobMode {
  /** The values of fields. */
  EXTRACT,
  /** Its class alone, while the caller waits; nothing of it is kept. */
  CLASSIFY;

  /** The name in the API. */
  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
