package dev.lethe.api.openapi;

/** The forms of texts in requests and answers, for the description. */
public final class Patterns {

  /** A purpose, class, field or legal basis, as policy names it. */
  public static final String NAME = "^[a-z][a-z0-9_]{0,63}$";

  public static final String REGION = "^[a-z][a-z0-9-]{0,31}$";

  /** ISO 639-1. */
  public static final String LANGUAGE = "^[a-z]{2}$";

  public static final String SHA256 = "^[0-9a-f]{64}$";

  public static final String JOB = "^job_[0-9a-f]{32}$";
  public static final String CONSENT = "^con_[0-9a-f]{32}$";
  public static final String CERTIFICATE = "^(cert|receipt)_[0-9a-f]{32}$";
  public static final String DISPOSITION = "^disp_[0-9a-f]{32}$";

  private Patterns() {}
}
