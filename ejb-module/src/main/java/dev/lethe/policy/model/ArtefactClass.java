package dev.lethe.policy.model;

import java.util.Locale;

/**
 * Kinds of things that can be kept, each with a window of its own. A class that nothing keeps has
 * the window zero in the policy, so that whoever begins to keep it has to ask for time.
 */
public enum ArtefactClass {
  /** The document as it was sent. */
  SOURCE,
  /** Pages as pixels. */
  PAGE_RASTER,
  /** Cut-outs of uncertain fields. */
  CROP,
  /** The full text; it lies in the result, and shortens its window. */
  TRANSCRIPT,
  /** The values of the requested fields. */
  FIELDS,
  /** Redacted copies. */
  REDACTED_COPY,
  /** Documents that were sealed with a signature for the caller. */
  SIGNED_OUTPUT,
  /** What validating or making a signature needed: certificates, revocation data, time stamps. */
  SIGNATURE_EVIDENCE,
  /** What a person was given to look at. */
  REVIEW_TASK,
  /** Why something failed, beyond its code. */
  ERROR_RECORD,
  /** What is on its way to the caller's address. */
  WEBHOOK_PAYLOAD,
  /** Files made for somebody to take away. */
  EXPORT,
  /** Copies that make something quicker. */
  CACHE,
  /** What is kept to prove what was done; holds no content. */
  AUDIT;

  /** The name in the API and in the policy. */
  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
