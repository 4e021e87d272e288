package dev.lethe.policy.model;

/** Kinds of things that are kept, each with a window of its own. */
public enum ArtefactClass {
  /** The document as it was sent. */
  SOURCE,
  /** The values of the requested fields. */
  FIELDS,
  /** Redacted copies. */
  REDACTED_COPY,
  /** What is kept to prove what was done; holds no content. */
  AUDIT;

  /** The name in the API and in the policy. */
  public String apiName() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
