package dev.lethe.jobs.model;

import dev.lethe.consent.model.ConsentClaim;
import dev.lethe.consent.model.ConsentContext;
import dev.lethe.consent.model.ConsentRecord;
import dev.lethe.consent.model.RecordingPolicy;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.Cell;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.FieldName;
import dev.lethe.policy.model.PolicyBundle;
import dev.lethe.policy.model.PolicyBundle.ConsentElement;
import dev.lethe.policy.model.PolicyBundle.DocumentClassRule;
import dev.lethe.policy.model.PolicyBundle.FieldRule;
import dev.lethe.policy.model.PolicyBundle.LegalBasisRule;
import dev.lethe.policy.model.PolicyBundle.PurposeRule;
import dev.lethe.policy.model.PolicyBundle.RetentionRule;
import dev.lethe.policy.model.PolicyBundle.TrustZoneRule;
import dev.lethe.policy.model.Purpose;
import dev.lethe.policy.model.ResidencyRegion;
import dev.lethe.policy.model.RetentionMode;
import dev.lethe.policy.model.TrustZone;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.LetheException.Detail;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.retention.model.RetentionPlan;
import dev.lethe.retention.model.RetentionSchedule;
import dev.lethe.worker.FieldType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Decides, before a byte of the document is read, whether a request may become a job. What the
 * bundle does not name is refused.
 */
public final class AdmissionPolicy {

  private static final int MAX_REGIONS = 100;

  private final PolicyBundle bundle;
  private final Cell cell;

  /**
   * Of a bundle as it holds for the caller's tenant.
   *
   * @param cell what this installation can do
   */
  public AdmissionPolicy(PolicyBundle bundle, Cell cell) {
    this.bundle = bundle;
    this.cell = cell;
  }

  /**
   * Stage 2: purpose, class, fields, pages, region, trust zone and retention.
   *
   * @throws LetheException with the first thing that is not permitted
   */
  public void checkPolicy(JobRequest request) {
    PurposeRule rule = ruleOf(request.purpose());
    request.documentClass().ifPresent(wanted -> checkClass(rule, wanted));
    if (request.mode() == JobMode.CLASSIFY) {
      checkClassification(request);
    } else {
      checkFields(rule, request);
    }
    checkPages(request);
    checkRegion(region(request));
    checkZone(request);
    checkRetention(request);
    if (request.mode() == JobMode.EXTRACT) {
      retentionMode(request);
    }
  }

  /**
   * Stage 3: the consent that the request carries. One that it refers to is checked by {@link
   * #checkRecorded} when it was looked up.
   *
   * @return the consent, now known to permit the purpose
   * @throws LetheException {@code consent-missing}, {@code training-not-permitted}, {@code
   *     consent-basis-not-permitted}, {@code legal-basis-incomplete}, {@code
   *     class-not-permitted-for-purpose}, {@code consent-other-class}
   */
  public ConsentClaim checkConsent(JobRequest request) {
    ConsentClaim claim =
        request
            .consent()
            .orElseThrow(() -> refusal(ProblemCode.CONSENT_MISSING, "/consent", "missing"));
    if (claim instanceof ConsentContext consent) {
      checkCarried(request, consent);
    }
    return claim;
  }

  private void checkCarried(JobRequest request, ConsentContext consent) {
    if (consent.allowModelTraining()) {
      throw refusal(
          ProblemCode.TRAINING_NOT_PERMITTED, "/consent/allow_model_training", "must-be-false");
    }
    checkBasis(request.purpose(), consent.basis());
    RecordingPolicy.requireComplete(
        basis(consent.basis()),
        request.subjectRef().isPresent(),
        request.documentClass().isPresent(),
        consent.reference().isPresent(),
        "/document_class",
        "/consent/reference");
    requireNamed(
        request.purpose(), ConsentElement.NOTICE, consent.notice().isPresent(), "/consent/notice");
    requireNamed(
        request.purpose(),
        ConsentElement.DOCUMENT_CLASSES,
        !consent.documentClasses().isEmpty(),
        "/consent/document_classes");
    checkCarriedClasses(request, consent.documentClasses());
  }

  /** Each is one of the purpose, and together they hold every class that the document can be of. */
  private void checkCarriedClasses(JobRequest request, Set<DocumentClass> named) {
    if (!ruleOf(request.purpose()).documentClasses().containsAll(named)) {
      throw refusal(
          ProblemCode.CLASS_NOT_PERMITTED,
          "/consent/document_classes",
          "not-permitted-for-purpose");
    }
    if (!named.isEmpty() && !named.containsAll(possibleClasses(request))) {
      throw refusal(ProblemCode.CONSENT_OTHER_CLASS, "/document_class", "not-in-consent");
    }
  }

  private void requireNamed(
      Purpose purpose, ConsentElement element, boolean there, String pointer) {
    if (!there && ruleOf(purpose).consentNames().contains(element)) {
      throw refusal(ProblemCode.LEGAL_BASIS_INCOMPLETE, pointer, "missing");
    }
  }

  /**
   * Passes if the purpose allows the legal basis of a recorded consent, and the record and the
   * request together hold what it demands by now.
   *
   * @throws LetheException {@code consent-basis-not-permitted}, {@code legal-basis-incomplete}
   */
  public void checkRecorded(JobRequest request, ConsentRecord record) {
    checkBasis(request.purpose(), record.terms().basis());
    RecordingPolicy.requireComplete(
        basis(record.terms().basis()),
        record.subject().isPresent(),
        request.documentClass().isPresent() || !record.terms().documentClasses().isEmpty(),
        record.terms().reference().isPresent(),
        "/document_class",
        "/consent/id");
    requireNamed(
        request.purpose(),
        ConsentElement.NOTICE,
        record.terms().notice().isPresent(),
        "/consent/id");
    requireNamed(
        request.purpose(),
        ConsentElement.DOCUMENT_CLASSES,
        !record.terms().documentClasses().isEmpty(),
        "/consent/id");
  }

  private void checkBasis(Purpose purpose, String basis) {
    if (!ruleOf(purpose).legalBases().contains(basis)) {
      throw refusal(
          ProblemCode.CONSENT_BASIS_NOT_PERMITTED, "/consent/basis", "not-permitted-for-purpose");
    }
  }

  /** A consent as far as the purpose goes: people look at the document only if both allow it. */
  public ConsentContext narrowed(Purpose purpose, ConsentContext consent) {
    return consent.withManualReview(consent.allowManualReview() && ruleOf(purpose).manualReview());
  }

  /** The rule of a legal basis. */
  public Optional<LegalBasisRule> basis(String name) {
    return Optional.ofNullable(bundle.legalBases().get(name));
  }

  /** The classes that the document can be of. */
  public Set<DocumentClass> possibleClasses(JobRequest request) {
    return bundle.possibleClasses(request.purpose(), request.documentClass());
  }

  /** The region of the job: the one that was asked for, or the installation's. */
  public ResidencyRegion region(JobRequest request) {
    return request.residency().orElse(bundle.defaultRegion());
  }

  /** The trust zone of the job: that of its class, or the strictest that it may need. */
  public TrustZone zone(JobRequest request) {
    return bundle.zone(request.purpose(), request.documentClass());
  }

  /** Until when the consent of a job holds. */
  public Instant consentUntil(JobRequest request, Instant given) {
    return given.plus(ruleOf(request.purpose()).consentLife());
  }

  /** Until when each class of artefact is kept that begins to be kept now. */
  public Map<ArtefactClass, RetentionPlan> plans(JobRequest request, Instant start) {
    Map<ArtefactClass, RetentionRule> windows = windows(request);
    Map<ArtefactClass, RetentionPlan> plans =
        RetentionSchedule.of(windows, request.retentionDays(), start);
    if (request.mode() == JobMode.EXTRACT && retentionMode(request) == RetentionMode.STANDARD) {
      plans.replaceAll((artefact, plan) -> reviewed(request, artefact, plan, windows, start));
    }
    return plans;
  }

  private Map<ArtefactClass, RetentionRule> windows(JobRequest request) {
    Map<ArtefactClass, RetentionRule> windows =
        bundle.windows(request.purpose(), request.documentClass(), region(request));
    if (request.output().stream().anyMatch(this::isFullText)) {
      Optional.ofNullable(windows.get(ArtefactClass.TRANSCRIPT))
          .ifPresent(text -> windows.computeIfPresent(ArtefactClass.FIELDS, within(text)));
    }
    return windows;
  }

  private RetentionPlan reviewed(
      JobRequest request,
      ArtefactClass artefact,
      RetentionPlan plan,
      Map<ArtefactClass, RetentionRule> windows,
      Instant start) {
    return bundle
        .disposition(artefact, request.purpose(), request.documentClass(), region(request))
        .map(
            rule ->
                plan.reviewed(
                    rule.autoApprove(), Objects.requireNonNull(windows.get(artefact)), start))
        .orElse(plan);
  }

  /** A transcript lies in the result, which goes when the transcript has to. */
  private static BiFunction<ArtefactClass, RetentionRule, RetentionRule> within(
      RetentionRule transcript) {
    return (artefact, fields) -> {
      RetentionRule bounded = fields.atMost(transcript.cap());
      return bounded.standard().compareTo(transcript.standard()) <= 0
          ? bounded
          : new RetentionRule(
              transcript.standard(), bounded.floor(), bounded.cap(), bounded.start());
    };
  }

  /**
   * How the result is kept: as the request says, or in the least strict way that the purpose
   * allows.
   *
   * @throws LetheException {@code retention-mode-not-permitted}, or {@code retention-below-floor}
   *     where a rule demands that the result is kept
   */
  public RetentionMode retentionMode(JobRequest request) {
    Set<RetentionMode> allowed = ruleOf(request.purpose()).retentionModes();
    RetentionMode mode = request.retentionMode().orElseGet(() -> RetentionMode.unnamed(allowed));
    if (!allowed.contains(mode)) {
      throw refusal(
          ProblemCode.RETENTION_MODE_NOT_PERMITTED, "/retention_mode", "not-permitted-for-purpose");
    }
    if (mode != RetentionMode.STANDARD
        && bundle.demandsKeeping(request.purpose(), request.documentClass(), region(request))) {
      throw refusal(ProblemCode.RETENTION_BELOW_FLOOR, "/retention_mode", "kept-by-law");
    }
    if (mode == RetentionMode.ZERO && request.retentionDays().isPresent()) {
      throw refusal(ProblemCode.REQUEST_MALFORMED, "/retention_days", "not-with-retention-mode");
    }
    return mode;
  }

  private PurposeRule ruleOf(Purpose purpose) {
    PurposeRule rule = bundle.purposes().get(purpose);
    if (rule == null) {
      throw refusal(ProblemCode.PURPOSE_NOT_PERMITTED, "/purpose", "unknown");
    }
    return rule;
  }

  private void checkClass(PurposeRule rule, DocumentClass wanted) {
    if (!bundle.documentClasses().containsKey(wanted)) {
      throw refusal(ProblemCode.CLASS_WITHOUT_RULE, "/document_class", "unknown");
    }
    if (!rule.documentClasses().contains(wanted)) {
      throw refusal(
          ProblemCode.CLASS_NOT_PERMITTED, "/document_class", "not-permitted-for-purpose");
    }
  }

  /** Whoever asks for the class cannot ask for values, give the class, or have anything kept. */
  private static void checkClassification(JobRequest request) {
    if (!request.output().isEmpty()) {
      throw refusal(ProblemCode.REQUEST_MALFORMED, "/output", "not-with-mode");
    }
    if (request.documentClass().isPresent()) {
      throw refusal(ProblemCode.REQUEST_MALFORMED, "/document_class", "not-with-mode");
    }
    if (request.retentionDays().isPresent()) {
      throw refusal(ProblemCode.REQUEST_MALFORMED, "/retention_days", "not-with-mode");
    }
    if (request.retentionMode().isPresent()) {
      throw refusal(ProblemCode.REQUEST_MALFORMED, "/retention_mode", "not-with-mode");
    }
  }

  private void checkFields(PurposeRule rule, JobRequest request) {
    if (request.output().isEmpty()) {
      throw refusal(ProblemCode.REQUEST_MALFORMED, "/output", "empty");
    }
    Set<FieldName> seen = new HashSet<>();
    List<Detail> refused = new ArrayList<>();
    for (int i = 0; i < request.output().size(); i++) {
      FieldName field = request.output().get(i);
      String pointer = "/output/" + i;
      if (!seen.add(field)) {
        throw refusal(ProblemCode.REQUEST_MALFORMED, pointer, "duplicate");
      }
      if (isFullText(field) && !rule.fullText()) {
        throw refusal(ProblemCode.FULL_TEXT_NOT_GRANTED, pointer, "not-granted-for-purpose");
      }
      if (!rule.fields().contains(field) || !classHas(request.documentClass(), field)) {
        refused.add(new Detail(pointer, "not-permitted-for-purpose"));
      }
    }
    if (!refused.isEmpty()) {
      throw new LetheException(ProblemCode.FIELD_NOT_PERMITTED, refused);
    }
  }

  private boolean isFullText(FieldName field) {
    FieldRule rule = bundle.fields().get(field);
    return rule != null && rule.type() == FieldType.FULL_TEXT;
  }

  private boolean classHas(Optional<DocumentClass> documentClass, FieldName field) {
    return documentClass
        .map(name -> bundle.documentClasses().get(name))
        .map(DocumentClassRule::fields)
        .map(fields -> fields.contains(field))
        .orElse(true);
  }

  private void checkPages(JobRequest request) {
    int most = bundle.intake().maxPages();
    if (new HashSet<>(request.pages()).size() != request.pages().size()) {
      throw refusal(ProblemCode.REQUEST_MALFORMED, "/pages", "duplicate");
    }
    for (int i = 0; i < request.pages().size(); i++) {
      checkPage(request.pages().get(i), most, "/pages/" + i);
    }
    if (request.regions().size() > MAX_REGIONS) {
      throw refusal(ProblemCode.REQUEST_MALFORMED, "/regions", "too-many");
    }
    for (int i = 0; i < request.regions().size(); i++) {
      int page = request.regions().get(i).page();
      checkPage(page, most, "/regions/" + i + "/page");
      if (!request.pages().isEmpty() && !request.pages().contains(page)) {
        throw refusal(ProblemCode.REQUEST_MALFORMED, "/regions/" + i + "/page", "not-in-pages");
      }
    }
  }

  private static void checkPage(int page, int most, String pointer) {
    if (page < 1) {
      throw refusal(ProblemCode.REQUEST_MALFORMED, pointer, "below-one");
    }
    if (page > most) {
      throw refusal(ProblemCode.TOO_MANY_PAGES, pointer, "above-cap");
    }
  }

  private void checkRegion(ResidencyRegion region) {
    if (!bundle.regions().contains(region)) {
      throw refusal(ProblemCode.REGION_NOT_ALLOWED, "/region", "not-allowed");
    }
    if (!cell.region().equals(region)) {
      throw refusal(ProblemCode.REGION_NOT_SERVED, "/region", "not-served");
    }
  }

  /** Fails closed: every class that the document can be of must be fit for this cell and region. */
  private void checkZone(JobRequest request) {
    for (DocumentClass name : bundle.possibleClasses(request.purpose(), request.documentClass())) {
      TrustZone zone = bundle.zone(request.purpose(), Optional.of(name));
      TrustZoneRule rule = bundle.zoneRule(zone);
      if (!rule.regions().contains(region(request))
          || !cell.zones().contains(zone)
          || !cell.keyProviders().contains(rule.keyProvider())) {
        throw refusal(ProblemCode.ZONE_MISMATCH, "/document_class", "zone-not-here");
      }
    }
  }

  private void checkRetention(JobRequest request) {
    try {
      RetentionSchedule.of(windows(request), request.retentionDays(), Instant.EPOCH);
    } catch (LetheException e) {
      throw refusal(e.code(), "/retention_days", "out-of-bounds");
    }
  }

  private static LetheException refusal(ProblemCode code, String pointer, String reason) {
    return new LetheException(code, List.of(new Detail(pointer, reason)));
  }
}
