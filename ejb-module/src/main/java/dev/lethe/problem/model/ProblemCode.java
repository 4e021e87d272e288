package dev.lethe.problem.model;

/**
 * Every failure a caller can meet. Append only: callers rely on the codes. The catalogue that the
 * API serves is made of these entries.
 */
public enum ProblemCode {
  UNAUTHENTICATED("unauthenticated", 401, "A valid access token is required"),
  FORBIDDEN("forbidden", 403, "The token does not carry the role that this needs"),
  NOT_FOUND("not-found", 404, "There is nothing here, or not for this tenant"),
  METHOD_NOT_ALLOWED("method-not-allowed", 405, "The resource does not know this method"),
  NOT_ACCEPTABLE("not-acceptable", 406, "The answer is not available in the wanted media type"),
  REQUEST_MALFORMED("request-malformed", 400, "The request is not of the described form"),
  PROPERTY_UNKNOWN("property-unknown", 400, "The request has a property that is not known"),
  CONSENT_MISSING("consent-missing", 403, "The request carries no consent context"),
  CONSENT_EXPIRED("consent-expired", 403, "The consent has expired"),
  CONSENT_WITHDRAWN("consent-withdrawn", 403, "The consent was withdrawn"),
  CONSENT_BASIS_NOT_PERMITTED(
      "consent-basis-not-permitted", 403, "The purpose does not allow this legal basis"),
  TRAINING_NOT_PERMITTED(
      "training-not-permitted", 403, "Documents are never used for model training"),
  PURPOSE_NOT_PERMITTED("purpose-not-permitted", 403, "The purpose is not permitted"),
  FIELD_NOT_PERMITTED(
      "field-not-permitted-for-purpose", 403, "The purpose does not allow one of the fields"),
  CLASS_NOT_PERMITTED(
      "class-not-permitted-for-purpose", 403, "The purpose does not allow the document class"),
  CLASS_WITHOUT_RULE("class-without-rule", 403, "No policy rule covers the document class"),
  RETENTION_ABOVE_CAP("retention-above-cap", 422, "The retention is longer than policy allows"),
  RETENTION_BELOW_FLOOR(
      "retention-below-floor", 422, "The retention is shorter than policy allows"),
  REGION_NOT_ALLOWED("region-not-allowed", 403, "This service does not process in that region"),
  FULL_TEXT_NOT_GRANTED("full-text-not-granted", 403, "Full text needs an explicit grant"),
  REVEAL_DENIED("reveal-denied", 403, "The value may not be revealed"),
  DOCUMENT_UNREADABLE("document-unreadable", 422, "The document could not be read"),
  DOCUMENT_MISSING("document-missing", 400, "The request carries no document"),
  REQUEST_PART_FIRST(
      "request-part-first", 400, "The part named request must come before the part named document"),
  TYPE_UNSUPPORTED("type-unsupported", 415, "The document's type is not supported"),
  ENCRYPTED_DOCUMENT("encrypted-document", 422, "The document is protected by a password"),
  TOO_LARGE("too-large", 413, "The document is larger than policy allows"),
  TOO_MANY_PAGES("too-many-pages", 422, "The document has more pages than policy allows"),
  TOO_MANY_PIXELS("too-many-pixels", 422, "A page has more pixels than policy allows"),
  PAGE_OUT_OF_RANGE("page-out-of-range", 422, "A page that was asked for is not in the document"),
  PROCESSING_TIMEOUT("processing-timeout", 422, "Reading the document took longer than allowed"),
  PROCESSING_FAILED("processing-failed", 500, "The document could not be processed"),
  DIGEST_MISMATCH("digest-mismatch", 400, "The content does not match its digest"),
  SLOT_EXPIRED("slot-expired", 410, "The upload slot has expired"),
  SLOT_USED("slot-used", 409, "The upload slot was used already"),
  SLOT_EMPTY("slot-empty", 409, "Nothing was uploaded to the slot yet"),
  SOURCE_HOST_REFUSED(
      "source-host-refused", 403, "The document's address is not an upload slot of this service"),
  JOB_NOT_FINISHED("job-not-finished", 409, "The job has no result yet"),
  JOB_GONE("job-gone", 410, "The job and all that belonged to it were deleted"),
  SOURCE_GONE("source-gone", 410, "The document was deleted, as its retention demands"),
  CONFLICT("conflict", 409, "The resource is not in a state that allows this"),
  RATE_LIMITED("rate-limited", 429, "Too many requests"),
  CAPACITY("capacity", 503, "The service has no capacity at the moment"),
  ENGINE_UNAVAILABLE("engine-unavailable", 503, "No worker is available"),
  POLICY_DRIFT("policy-drift", 503, "The running policy is not the approved one"),
  INTERNAL("internal", 500, "Something unforeseen happened"),
  KEYS_UNAVAILABLE("keys-unavailable", 503, "The keys that this needs are not available"),
  MEDIA_TYPE_UNSUPPORTED(
      "media-type-unsupported", 415, "The resource does not take this media type"),
  LANGUAGE_UNSUPPORTED(
      "language-unsupported", 422, "There is no recognition model of the document's language"),
  LEGAL_BASIS_INCOMPLETE(
      "legal-basis-incomplete", 403, "The request lacks what its legal basis demands"),
  CONSENT_OTHER_PURPOSE("consent-other-purpose", 403, "The consent was given for another purpose"),
  CONSENT_OTHER_CLASS(
      "consent-other-class", 403, "The consent does not cover the document's class"),
  CONSENT_OTHER_SUBJECT(
      "consent-other-subject", 403, "The consent is that of another data subject"),
  CONSENT_NOT_GIVEN("consent-not-given", 403, "The consent does not permit processing"),
  REVIEW_NOT_PERMITTED(
      "review-not-permitted", 403, "The consent does not permit people to look at the document"),
  BASIS_NOT_WITHDRAWABLE(
      "basis-not-withdrawable", 409, "The legal basis is none that the data subject can end"),
  IDEMPOTENCY_CONFLICT("idempotency-conflict", 422, "The key was used before with another request"),
  ZONE_MISMATCH(
      "zone-mismatch",
      403,
      "The trust zone of the document class is not the one this would run in"),
  REGION_NOT_SERVED("region-not-served", 421, "Another cell of this service serves that region"),
  POLICY_INVALID("policy-invalid", 422, "The policy bundle is not valid"),
  POLICY_WEAKER(
      "policy-weaker", 422, "The policy bundle is weaker and no registered exception covers it"),
  SECOND_PERSON_REQUIRED("second-person-required", 403, "Who proposed a change cannot approve it"),
  PRECONDITION_REQUIRED(
      "precondition-required", 428, "The request must name the version it means with If-Match"),
  PRECONDITION_FAILED(
      "precondition-failed", 412, "The resource is not the version that If-Match names"),
  DOCUMENT_TOO_DEMANDING(
      "document-too-demanding", 422, "Reading the document needs more memory than is allowed"),
  DATABASE_UNAVAILABLE(
      "database-unavailable", 503, "The database that this needs is not available"),
  RETENTION_MODE_NOT_PERMITTED(
      "retention-mode-not-permitted", 403, "The purpose does not allow this retention mode"),
  LEGAL_HOLD("legal-hold", 409, "A legal hold keeps what this would not keep"),
  RESULT_DELIVERED(
      "result-delivered", 409, "The result is handed out once, and it was or is being handed out"),
  KEY_PROVIDER_UNAVAILABLE(
      "key-provider-unavailable", 503, "The tenant's key provider is not available"),
  TENANT_KEY_REVOKED("tenant-key-revoked", 403, "The tenant's key is revoked"),
  EVENT_UNKNOWN("event-unknown", 422, "No retention of the policy starts with this event"),
  REVIEW_ASSIGNED("review-assigned", 403, "The review was given to somebody else");

  private final String code;
  private final int status;
  private final String title;

  ProblemCode(String code, int status, String title) {
    this.code = code;
    this.status = status;
    this.title = title;
  }

  /** The stable code, as in the problem's {@code code} and {@code type}. */
  public String code() {
    return code;
  }

  /** HTTP status code. */
  public int status() {
    return status;
  }

  /** One fixed sentence without anything of the request. */
  public String title() {
    return title;
  }
}
