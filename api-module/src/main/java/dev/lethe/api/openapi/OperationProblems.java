package dev.lethe.api.openapi;

import static dev.lethe.problem.model.ProblemCode.BASIS_NOT_WITHDRAWABLE;
import static dev.lethe.problem.model.ProblemCode.CAPACITY;
import static dev.lethe.problem.model.ProblemCode.CLASS_NOT_PERMITTED;
import static dev.lethe.problem.model.ProblemCode.CLASS_WITHOUT_RULE;
import static dev.lethe.problem.model.ProblemCode.CONFLICT;
import static dev.lethe.problem.model.ProblemCode.CONSENT_BASIS_NOT_PERMITTED;
import static dev.lethe.problem.model.ProblemCode.CONSENT_EXPIRED;
import static dev.lethe.problem.model.ProblemCode.CONSENT_MISSING;
import static dev.lethe.problem.model.ProblemCode.CONSENT_NOT_GIVEN;
import static dev.lethe.problem.model.ProblemCode.CONSENT_OTHER_CLASS;
import static dev.lethe.problem.model.ProblemCode.CONSENT_OTHER_PURPOSE;
import static dev.lethe.problem.model.ProblemCode.CONSENT_OTHER_SUBJECT;
import static dev.lethe.problem.model.ProblemCode.CONSENT_WITHDRAWN;
import static dev.lethe.problem.model.ProblemCode.DATABASE_UNAVAILABLE;
import static dev.lethe.problem.model.ProblemCode.DIGEST_MISMATCH;
import static dev.lethe.problem.model.ProblemCode.DOCUMENT_MISSING;
import static dev.lethe.problem.model.ProblemCode.DOCUMENT_TOO_DEMANDING;
import static dev.lethe.problem.model.ProblemCode.DOCUMENT_UNREADABLE;
import static dev.lethe.problem.model.ProblemCode.ENCRYPTED_DOCUMENT;
import static dev.lethe.problem.model.ProblemCode.ENGINE_UNAVAILABLE;
import static dev.lethe.problem.model.ProblemCode.EVENT_UNKNOWN;
import static dev.lethe.problem.model.ProblemCode.FIELD_NOT_PERMITTED;
import static dev.lethe.problem.model.ProblemCode.FORBIDDEN;
import static dev.lethe.problem.model.ProblemCode.FULL_TEXT_NOT_GRANTED;
import static dev.lethe.problem.model.ProblemCode.IDEMPOTENCY_CONFLICT;
import static dev.lethe.problem.model.ProblemCode.INTERNAL;
import static dev.lethe.problem.model.ProblemCode.JOB_GONE;
import static dev.lethe.problem.model.ProblemCode.JOB_NOT_FINISHED;
import static dev.lethe.problem.model.ProblemCode.KEYS_UNAVAILABLE;
import static dev.lethe.problem.model.ProblemCode.KEY_PROVIDER_UNAVAILABLE;
import static dev.lethe.problem.model.ProblemCode.LANGUAGE_UNSUPPORTED;
import static dev.lethe.problem.model.ProblemCode.LEGAL_BASIS_INCOMPLETE;
import static dev.lethe.problem.model.ProblemCode.LEGAL_HOLD;
import static dev.lethe.problem.model.ProblemCode.MEDIA_TYPE_UNSUPPORTED;
import static dev.lethe.problem.model.ProblemCode.NOT_ACCEPTABLE;
import static dev.lethe.problem.model.ProblemCode.NOT_FOUND;
import static dev.lethe.problem.model.ProblemCode.PAGE_OUT_OF_RANGE;
import static dev.lethe.problem.model.ProblemCode.POLICY_DRIFT;
import static dev.lethe.problem.model.ProblemCode.POLICY_INVALID;
import static dev.lethe.problem.model.ProblemCode.POLICY_WEAKER;
import static dev.lethe.problem.model.ProblemCode.PRECONDITION_FAILED;
import static dev.lethe.problem.model.ProblemCode.PRECONDITION_REQUIRED;
import static dev.lethe.problem.model.ProblemCode.PROCESSING_FAILED;
import static dev.lethe.problem.model.ProblemCode.PROCESSING_TIMEOUT;
import static dev.lethe.problem.model.ProblemCode.PROPERTY_UNKNOWN;
import static dev.lethe.problem.model.ProblemCode.PURPOSE_NOT_PERMITTED;
import static dev.lethe.problem.model.ProblemCode.RATE_LIMITED;
import static dev.lethe.problem.model.ProblemCode.REGION_NOT_ALLOWED;
import static dev.lethe.problem.model.ProblemCode.REGION_NOT_SERVED;
import static dev.lethe.problem.model.ProblemCode.REQUEST_MALFORMED;
import static dev.lethe.problem.model.ProblemCode.REQUEST_PART_FIRST;
import static dev.lethe.problem.model.ProblemCode.RESULT_DELIVERED;
import static dev.lethe.problem.model.ProblemCode.RETENTION_ABOVE_CAP;
import static dev.lethe.problem.model.ProblemCode.RETENTION_BELOW_FLOOR;
import static dev.lethe.problem.model.ProblemCode.RETENTION_MODE_NOT_PERMITTED;
import static dev.lethe.problem.model.ProblemCode.REVEAL_DENIED;
import static dev.lethe.problem.model.ProblemCode.REVIEW_ASSIGNED;
import static dev.lethe.problem.model.ProblemCode.SECOND_PERSON_REQUIRED;
import static dev.lethe.problem.model.ProblemCode.SLOT_EMPTY;
import static dev.lethe.problem.model.ProblemCode.SLOT_EXPIRED;
import static dev.lethe.problem.model.ProblemCode.SLOT_USED;
import static dev.lethe.problem.model.ProblemCode.SOURCE_GONE;
import static dev.lethe.problem.model.ProblemCode.SOURCE_HOST_REFUSED;
import static dev.lethe.problem.model.ProblemCode.TENANT_KEY_REVOKED;
import static dev.lethe.problem.model.ProblemCode.TOO_LARGE;
import static dev.lethe.problem.model.ProblemCode.TOO_MANY_PAGES;
import static dev.lethe.problem.model.ProblemCode.TOO_MANY_PIXELS;
import static dev.lethe.problem.model.ProblemCode.TRAINING_NOT_PERMITTED;
import static dev.lethe.problem.model.ProblemCode.TYPE_UNSUPPORTED;
import static dev.lethe.problem.model.ProblemCode.UNAUTHENTICATED;
import static dev.lethe.problem.model.ProblemCode.ZONE_MISMATCH;

import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.Role;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What each operation can refuse, and which roles it is for. */
final class OperationProblems {

  /**
   * How an operation is guarded.
   *
   * @param open whether it needs no token
   * @param roles of which one is needed; empty when any caller will do
   */
  record Guard(boolean open, List<Role> roles, Set<ProblemCode> problems) {}

  private static final Set<ProblemCode> ALWAYS =
      EnumSet.of(REQUEST_MALFORMED, NOT_ACCEPTABLE, INTERNAL, DATABASE_UNAVAILABLE);
  private static final Set<ProblemCode> WITH_TOKEN = EnumSet.of(UNAUTHENTICATED, FORBIDDEN);
  private static final Set<ProblemCode> OF_A_JOB = EnumSet.of(NOT_FOUND, CONFLICT);

  /** What can keep something of a document from being handed out. */
  private static final Set<ProblemCode> OF_A_DELIVERY =
      of(
          OF_A_JOB,
          CONSENT_MISSING,
          CONSENT_EXPIRED,
          CONSENT_WITHDRAWN,
          CONSENT_BASIS_NOT_PERMITTED,
          PURPOSE_NOT_PERMITTED);

  private static final List<Role> RETENTION_READERS =
      List.of(Role.COMPLIANCE_OFFICER, Role.TENANT_ADMIN, Role.AUDITOR);
  private static final List<Role> HOLD_DECIDERS =
      List.of(Role.COMPLIANCE_OFFICER, Role.TENANT_ADMIN);
  private static final Set<ProblemCode> HOLD_DECISIONS =
      EnumSet.of(NOT_FOUND, CONFLICT, SECOND_PERSON_REQUIRED);
  private static final List<Role> POLICY_PEOPLE = List.of(Role.POLICY_AUTHOR, Role.POLICY_APPROVER);
  private static final Set<ProblemCode> DECISIONS =
      EnumSet.of(
          NOT_FOUND,
          POLICY_INVALID,
          CONFLICT,
          SECOND_PERSON_REQUIRED,
          PRECONDITION_REQUIRED,
          PRECONDITION_FAILED);

  /** What keeps a tenant's key from being used. */
  private static final Set<ProblemCode> OF_A_KEY =
      EnumSet.of(KEYS_UNAVAILABLE, KEY_PROVIDER_UNAVAILABLE, TENANT_KEY_REVOKED);

  /** Operations that need a key which signs, and none of the tenant. */
  private static final Set<String> SIGNING = Set.of("getCertificate", "deleteJob");

  private static final Map<String, Guard> GUARDS =
      Map.ofEntries(
          Map.entry("getPolicy", guarded(List.of(), EnumSet.of(NOT_FOUND, POLICY_INVALID))),
          Map.entry("listPolicyChanges", guarded(POLICY_PEOPLE, Set.of())),
          Map.entry(
              "getPolicyChange", guarded(POLICY_PEOPLE, EnumSet.of(NOT_FOUND, POLICY_INVALID))),
          Map.entry(
              "proposePolicy",
              guarded(
                  List.of(Role.POLICY_AUTHOR),
                  EnumSet.of(
                      MEDIA_TYPE_UNSUPPORTED,
                      PROPERTY_UNKNOWN,
                      TOO_LARGE,
                      POLICY_INVALID,
                      POLICY_WEAKER,
                      CONFLICT))),
          Map.entry(
              "rollBackPolicy",
              guarded(
                  List.of(Role.POLICY_AUTHOR), EnumSet.of(NOT_FOUND, POLICY_INVALID, CONFLICT))),
          Map.entry(
              "approvePolicyChange",
              guarded(
                  List.of(Role.POLICY_APPROVER),
                  of(DECISIONS, MEDIA_TYPE_UNSUPPORTED, PROPERTY_UNKNOWN))),
          Map.entry("rejectPolicyChange", guarded(List.of(Role.POLICY_APPROVER), DECISIONS)),
          Map.entry(
              "placeHold",
              guarded(
                  List.of(Role.COMPLIANCE_OFFICER),
                  EnumSet.of(MEDIA_TYPE_UNSUPPORTED, PROPERTY_UNKNOWN))),
          Map.entry("getRetention", guarded(RETENTION_READERS, Set.of())),
          Map.entry("getRetentionSchedule", guarded(RETENTION_READERS, Set.of())),
          Map.entry("getUpcomingDeletions", guarded(RETENTION_READERS, Set.of())),
          Map.entry("getOverdueDeletions", guarded(RETENTION_READERS, Set.of())),
          Map.entry("getHeldArtefacts", guarded(RETENTION_READERS, Set.of())),
          Map.entry("dryRunDeletion", guarded(RETENTION_READERS, Set.of())),
          Map.entry("listDeadLetters", guarded(RETENTION_READERS, Set.of())),
          Map.entry(
              "requeueDeadLetter",
              guarded(List.of(Role.COMPLIANCE_OFFICER, Role.TENANT_ADMIN), EnumSet.of(NOT_FOUND))),
          Map.entry("listDispositions", guarded(RETENTION_READERS, Set.of())),
          Map.entry("getDisposition", guarded(RETENTION_READERS, EnumSet.of(NOT_FOUND))),
          Map.entry(
              "decideDisposition",
              guarded(
                  HOLD_DECIDERS,
                  EnumSet.of(
                      MEDIA_TYPE_UNSUPPORTED,
                      PROPERTY_UNKNOWN,
                      NOT_FOUND,
                      CONFLICT,
                      SECOND_PERSON_REQUIRED,
                      REVIEW_ASSIGNED,
                      RETENTION_ABOVE_CAP,
                      CLASS_NOT_PERMITTED,
                      CLASS_WITHOUT_RULE,
                      PRECONDITION_REQUIRED,
                      PRECONDITION_FAILED))),
          Map.entry(
              "reportRetentionEvent",
              guarded(
                  List.of(Role.SUBMITTER, Role.COMPLIANCE_OFFICER),
                  EnumSet.of(MEDIA_TYPE_UNSUPPORTED, PROPERTY_UNKNOWN, NOT_FOUND, EVENT_UNKNOWN))),
          Map.entry("listCertificates", guarded(RETENTION_READERS, Set.of())),
          Map.entry(
              "getCertificate",
              guarded(
                  List.of(Role.SUBMITTER, Role.COMPLIANCE_OFFICER, Role.TENANT_ADMIN, Role.AUDITOR),
                  EnumSet.of(NOT_FOUND, KEYS_UNAVAILABLE))),
          Map.entry("getCertificateKeys", open(Set.of())),
          Map.entry("listHolds", guarded(RETENTION_READERS, Set.of())),
          Map.entry("getHold", guarded(RETENTION_READERS, EnumSet.of(NOT_FOUND))),
          Map.entry("approveHold", guarded(HOLD_DECIDERS, HOLD_DECISIONS)),
          Map.entry("rejectHold", guarded(HOLD_DECIDERS, HOLD_DECISIONS)),
          Map.entry("releaseHold", guarded(List.of(Role.COMPLIANCE_OFFICER), OF_A_JOB)),
          Map.entry(
              "reviewHold",
              guarded(
                  List.of(Role.COMPLIANCE_OFFICER),
                  of(OF_A_JOB, MEDIA_TYPE_UNSUPPORTED, PROPERTY_UNKNOWN))),
          Map.entry("getTenantKey", guarded(RETENTION_READERS, EnumSet.of(KEYS_UNAVAILABLE))),
          Map.entry(
              "rotateTenantKey", guarded(List.of(Role.TENANT_ADMIN), EnumSet.of(KEYS_UNAVAILABLE))),
          Map.entry(
              "revokeTenantKey", guarded(List.of(Role.TENANT_ADMIN), EnumSet.of(KEYS_UNAVAILABLE))),
          Map.entry(
              "enableTenantKey", guarded(List.of(Role.TENANT_ADMIN), EnumSet.of(KEYS_UNAVAILABLE))),
          Map.entry("listPurposes", guarded(List.of(), Set.of())),
          Map.entry("getTrust", guarded(List.of(), EnumSet.of(KEYS_UNAVAILABLE))),
          Map.entry("getProcessingRecord", guarded(List.of(), Set.of())),
          Map.entry(
              "submitJob",
              guarded(
                  List.of(Role.SUBMITTER),
                  EnumSet.of(
                      MEDIA_TYPE_UNSUPPORTED,
                      PROPERTY_UNKNOWN,
                      REQUEST_PART_FIRST,
                      DOCUMENT_MISSING,
                      CONSENT_MISSING,
                      CONSENT_EXPIRED,
                      CONSENT_WITHDRAWN,
                      CONSENT_BASIS_NOT_PERMITTED,
                      CONSENT_OTHER_PURPOSE,
                      CONSENT_OTHER_CLASS,
                      CONSENT_OTHER_SUBJECT,
                      CONSENT_NOT_GIVEN,
                      LEGAL_BASIS_INCOMPLETE,
                      TRAINING_NOT_PERMITTED,
                      PURPOSE_NOT_PERMITTED,
                      FIELD_NOT_PERMITTED,
                      CLASS_NOT_PERMITTED,
                      CLASS_WITHOUT_RULE,
                      FULL_TEXT_NOT_GRANTED,
                      REGION_NOT_ALLOWED,
                      REGION_NOT_SERVED,
                      ZONE_MISMATCH,
                      SOURCE_HOST_REFUSED,
                      RETENTION_ABOVE_CAP,
                      RETENTION_BELOW_FLOOR,
                      RETENTION_MODE_NOT_PERMITTED,
                      LEGAL_HOLD,
                      RESULT_DELIVERED,
                      NOT_FOUND,
                      SLOT_EXPIRED,
                      SLOT_USED,
                      SLOT_EMPTY,
                      TOO_LARGE,
                      TYPE_UNSUPPORTED,
                      DOCUMENT_UNREADABLE,
                      ENCRYPTED_DOCUMENT,
                      TOO_MANY_PAGES,
                      TOO_MANY_PIXELS,
                      PAGE_OUT_OF_RANGE,
                      LANGUAGE_UNSUPPORTED,
                      PROCESSING_TIMEOUT,
                      DOCUMENT_TOO_DEMANDING,
                      PROCESSING_FAILED,
                      RATE_LIMITED,
                      CAPACITY,
                      ENGINE_UNAVAILABLE,
                      POLICY_DRIFT,
                      KEYS_UNAVAILABLE,
                      JOB_GONE))),
          Map.entry(
              "getJob",
              guarded(
                  List.of(Role.SUBMITTER, Role.REVIEWER, Role.PRIVILEGED_REVEAL),
                  of(OF_A_DELIVERY, RESULT_DELIVERED, JOB_GONE, KEYS_UNAVAILABLE))),
          Map.entry(
              "getJobEvidence",
              guarded(
                  List.of(Role.SUBMITTER, Role.COMPLIANCE_OFFICER, Role.AUDITOR),
                  EnumSet.of(NOT_FOUND, JOB_GONE))),
          Map.entry(
              "deleteJob",
              guarded(
                  List.of(Role.SUBMITTER, Role.COMPLIANCE_OFFICER, Role.TENANT_ADMIN),
                  of(OF_A_JOB, KEYS_UNAVAILABLE))),
          Map.entry(
              "revealFields",
              guarded(
                  List.of(Role.PRIVILEGED_REVEAL),
                  of(
                      OF_A_DELIVERY,
                      MEDIA_TYPE_UNSUPPORTED,
                      PROPERTY_UNKNOWN,
                      REVEAL_DENIED,
                      JOB_NOT_FINISHED,
                      JOB_GONE,
                      KEYS_UNAVAILABLE))),
          Map.entry(
              "previewJob",
              guarded(
                  List.of(Role.SUBMITTER, Role.REVIEWER, Role.PRIVILEGED_REVEAL),
                  of(
                      OF_A_DELIVERY,
                      JOB_NOT_FINISHED,
                      JOB_GONE,
                      SOURCE_GONE,
                      PAGE_OUT_OF_RANGE,
                      DOCUMENT_UNREADABLE,
                      PROCESSING_TIMEOUT,
                      DOCUMENT_TOO_DEMANDING,
                      PROCESSING_FAILED,
                      CAPACITY,
                      ENGINE_UNAVAILABLE,
                      KEYS_UNAVAILABLE))),
          Map.entry(
              "openUpload",
              guarded(
                  List.of(Role.SUBMITTER),
                  EnumSet.of(RATE_LIMITED, CAPACITY, POLICY_DRIFT, KEYS_UNAVAILABLE))),
          Map.entry(
              "openDirectUpload",
              guarded(
                  List.of(Role.SUBMITTER),
                  EnumSet.of(
                      NOT_FOUND,
                      MEDIA_TYPE_UNSUPPORTED,
                      PROPERTY_UNKNOWN,
                      TOO_LARGE,
                      RATE_LIMITED,
                      CAPACITY,
                      POLICY_DRIFT,
                      KEYS_UNAVAILABLE))),
          Map.entry(
              "fillUpload",
              open(
                  EnumSet.of(
                      NOT_FOUND,
                      SLOT_EXPIRED,
                      SLOT_USED,
                      TOO_LARGE,
                      TYPE_UNSUPPORTED,
                      DOCUMENT_MISSING,
                      DIGEST_MISMATCH,
                      CAPACITY,
                      KEYS_UNAVAILABLE))),
          Map.entry("getDefaults", guarded(List.of(), EnumSet.of(POLICY_DRIFT))),
          Map.entry("listErrors", open(Set.of())),
          Map.entry("getError", open(EnumSet.of(NOT_FOUND))),
          Map.entry(
              "recordConsent",
              guarded(
                  List.of(Role.SUBMITTER, Role.COMPLIANCE_OFFICER),
                  EnumSet.of(
                      MEDIA_TYPE_UNSUPPORTED,
                      PROPERTY_UNKNOWN,
                      PURPOSE_NOT_PERMITTED,
                      CLASS_NOT_PERMITTED,
                      CONSENT_BASIS_NOT_PERMITTED,
                      CONSENT_EXPIRED,
                      CONSENT_NOT_GIVEN,
                      LEGAL_BASIS_INCOMPLETE,
                      TRAINING_NOT_PERMITTED,
                      IDEMPOTENCY_CONFLICT,
                      KEYS_UNAVAILABLE))),
          Map.entry(
              "getConsent",
              guarded(
                  List.of(Role.SUBMITTER, Role.COMPLIANCE_OFFICER, Role.TENANT_ADMIN, Role.AUDITOR),
                  EnumSet.of(NOT_FOUND))),
          Map.entry(
              "getConsentReceipt",
              guarded(
                  List.of(Role.SUBMITTER, Role.COMPLIANCE_OFFICER, Role.TENANT_ADMIN, Role.AUDITOR),
                  EnumSet.of(NOT_FOUND))),
          Map.entry(
              "withdraw",
              guarded(
                  List.of(Role.SUBMITTER, Role.COMPLIANCE_OFFICER, Role.TENANT_ADMIN),
                  EnumSet.of(
                      MEDIA_TYPE_UNSUPPORTED,
                      PROPERTY_UNKNOWN,
                      NOT_FOUND,
                      SOURCE_HOST_REFUSED,
                      BASIS_NOT_WITHDRAWABLE,
                      KEYS_UNAVAILABLE))),
          Map.entry(
              "lookUpSubject",
              guarded(
                  List.of(Role.COMPLIANCE_OFFICER, Role.AUDITOR),
                  EnumSet.of(MEDIA_TYPE_UNSUPPORTED, PROPERTY_UNKNOWN, KEYS_UNAVAILABLE))),
          Map.entry(
              "eraseSubject",
              guarded(
                  List.of(Role.COMPLIANCE_OFFICER, Role.TENANT_ADMIN),
                  EnumSet.of(MEDIA_TYPE_UNSUPPORTED, PROPERTY_UNKNOWN, KEYS_UNAVAILABLE))),
          Map.entry(
              "listWithdrawals",
              guarded(List.of(Role.COMPLIANCE_OFFICER, Role.TENANT_ADMIN, Role.AUDITOR), Set.of())),
          Map.entry(
              "getWithdrawal",
              guarded(
                  List.of(Role.SUBMITTER, Role.COMPLIANCE_OFFICER, Role.TENANT_ADMIN, Role.AUDITOR),
                  EnumSet.of(NOT_FOUND))));

  private OperationProblems() {}

  /**
   * How the operation is guarded.
   *
   * @throws IllegalArgumentException for one that is not in the table: describing it was forgotten
   */
  static Guard of(String operationId) {
    Guard guard = GUARDS.get(operationId);
    if (guard == null) {
      throw new IllegalArgumentException("no guard is described for " + operationId);
    }
    return guard.problems().contains(KEYS_UNAVAILABLE) && !SIGNING.contains(operationId)
        ? new Guard(guard.open(), guard.roles(), of(guard.problems(), OF_A_KEY))
        : guard;
  }

  static Set<String> operations() {
    return GUARDS.keySet();
  }

  private static Guard guarded(List<Role> roles, Set<ProblemCode> problems) {
    Set<ProblemCode> all = EnumSet.copyOf(ALWAYS);
    all.addAll(WITH_TOKEN);
    all.addAll(problems);
    return new Guard(false, roles, all);
  }

  private static Guard open(Set<ProblemCode> problems) {
    Set<ProblemCode> all = EnumSet.copyOf(ALWAYS);
    all.addAll(problems);
    return new Guard(true, List.of(), all);
  }

  private static Set<ProblemCode> of(Set<ProblemCode> some, Set<ProblemCode> more) {
    Set<ProblemCode> all = EnumSet.copyOf(some);
    all.addAll(more);
    return all;
  }

  private static Set<ProblemCode> of(Set<ProblemCode> some, ProblemCode... more) {
    Set<ProblemCode> all = EnumSet.copyOf(some);
    all.addAll(List.of(more));
    return all;
  }
}
