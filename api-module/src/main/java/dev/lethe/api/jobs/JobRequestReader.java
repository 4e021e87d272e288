package dev.lethe.api.jobs;

import dev.lethe.api.consents.NoticeReader;
import dev.lethe.api.json.RequestErrors;
import dev.lethe.api.json.RequestObject;
import dev.lethe.consent.model.ConsentClaim;
import dev.lethe.consent.model.ConsentContext;
import dev.lethe.consent.model.ConsentId;
import dev.lethe.consent.model.ConsentReference;
import dev.lethe.consent.model.LegalReference;
import dev.lethe.jobs.model.JobMode;
import dev.lethe.jobs.model.JobRequest;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.FieldName;
import dev.lethe.policy.model.Purpose;
import dev.lethe.policy.model.ResidencyRegion;
import dev.lethe.policy.model.RetentionMode;
import dev.lethe.worker.PersonalText;
import dev.lethe.worker.Region;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the request for a job, which has exactly one shape. */
final class JobRequestReader {

  static final int MAX_OUTPUT = 64;
  static final int MAX_PAGES = 500;
  static final int MAX_REGIONS = 100;
  static final int MAX_RETENTION_DAYS = 3650;
  static final int MAX_SUBJECT_REF = 200;
  static final int MAX_CLASSES = 32;

  private static final String DOCUMENT_URL = "document_url";
  private static final Set<String> FORM =
      Set.of(
          "purpose",
          "mode",
          "consent",
          "output",
          "retention_days",
          "retention_mode",
          "document_class",
          "pages",
          "regions",
          "region",
          "language",
          "subject_ref");
  private static final Set<String> WITH_ADDRESS =
      Stream.concat(FORM.stream(), Stream.of(DOCUMENT_URL)).collect(Collectors.toUnmodifiableSet());
  private static final Set<String> CONSENT =
      Set.of(
          "basis",
          "allow_model_training",
          "allow_manual_review",
          "reference",
          "document_classes",
          "notice",
          "id");
  private static final Set<String> REGION = Set.of("page", "left", "top", "right", "bottom");

  private final RequestObject root;

  private JobRequestReader(RequestObject root) {
    this.root = root;
  }

  /**
   * A request that says where its document is.
   *
   * @param documentUrl as sent; not checked yet
   */
  record Addressed(JobRequest request, String documentUrl) {}

  /** Reads the part of a form beside which the document comes itself. */
  static JobRequest ofForm(InputStream body) {
    RequestErrors errors = new RequestErrors();
    RequestObject root = RequestObject.read(body, errors, FORM);
    return new JobRequestReader(root).request(errors);
  }

  /** Reads a request whose document lies in an upload slot. */
  static Addressed ofBody(InputStream body) {
    RequestErrors errors = new RequestErrors();
    RequestObject root = RequestObject.read(body, errors, WITH_ADDRESS);
    root.require(DOCUMENT_URL);
    String address = root.text(DOCUMENT_URL, url -> url).orElse("");
    return new Addressed(new JobRequestReader(root).request(errors), address);
  }

  private JobRequest request(RequestErrors errors) {
    root.require("purpose");
    Optional<JobMode> mode = root.text("mode", JobRequestReader::mode);
    if (!root.has("mode")) {
      root.require("output");
    }
    Optional<Purpose> purpose = root.text("purpose", Purpose::new);
    Optional<RequestObject> consentObject = root.object("consent", CONSENT);
    Optional<ConsentClaim> consent = consentObject.flatMap(JobRequestReader::consent);
    var output = root.texts("output", 1, MAX_OUTPUT, FieldName::new);
    OptionalInt retentionDays = root.whole("retention_days", 0, MAX_RETENTION_DAYS);
    var documentClass = root.text("document_class", DocumentClass::new);
    var pages = root.wholes("pages", 1, MAX_PAGES, 1, Integer.MAX_VALUE);
    var regions = root.objects("regions", 1, MAX_REGIONS, REGION, JobRequestReader::region);
    var residency = root.text("region", ResidencyRegion::new);
    var language = root.text("language", checked(text -> text.matches("[a-z]{2}")));
    var subject = root.text("subject_ref", checked(JobRequestReader::isSubjectRef));
    var retentionMode = root.text("retention_mode", RetentionMode::ofApiName);
    errors.throwIfAny();
    return new JobRequest(
        purpose.orElseThrow(),
        mode.orElse(JobMode.EXTRACT),
        consent,
        output,
        retentionDays,
        documentClass,
        pages,
        regions,
        residency,
        language,
        subject.map(PersonalText::of),
        retentionMode);
  }

  /** Extraction is what a request without a mode asks for. */
  private static JobMode mode(String text) {
    if (!text.equals(JobMode.CLASSIFY.apiName())) {
      throw new IllegalArgumentException("not a mode");
    }
    return JobMode.CLASSIFY;
  }

  private static boolean isSubjectRef(String text) {
    return !text.isBlank() && text.length() <= MAX_SUBJECT_REF;
  }

  /** Carried with the request, or the id of a recorded one and nothing else. */
  private static Optional<ConsentClaim> consent(RequestObject object) {
    if (!object.has("id")) {
      return carried(object).map(context -> context);
    }
    if (CONSENT.stream().anyMatch(name -> !name.equals("id") && object.has(name))) {
      object.malformed("id-alone");
    }
    return object.text("id", id -> new ConsentReference(new ConsentId(id)));
  }

  private static Optional<ConsentContext> carried(RequestObject object) {
    object.require("basis", "allow_model_training", "allow_manual_review");
    Optional<String> basis = object.text("basis", JobRequestReader::basis);
    Optional<Boolean> training = object.flag("allow_model_training");
    Optional<Boolean> review = object.flag("allow_manual_review");
    if (basis.isEmpty() || training.isEmpty() || review.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ConsentContext(
            basis.get(),
            training.get(),
            review.get(),
            object.text("reference", LegalReference::of),
            Set.copyOf(object.texts("document_classes", 1, MAX_CLASSES, DocumentClass::new)),
            object.object("notice", NoticeReader.PROPERTIES).flatMap(NoticeReader::read)));
  }

  private static String basis(String text) {
    return new ConsentContext(text, false, false).basis();
  }

  private static Optional<Region> region(RequestObject object) {
    object.require("page", "left", "top", "right", "bottom");
    OptionalInt page = object.whole("page", 1, Integer.MAX_VALUE);
    OptionalDouble left = object.number("left", 0, 1);
    OptionalDouble top = object.number("top", 0, 1);
    OptionalDouble right = object.number("right", 0, 1);
    OptionalDouble bottom = object.number("bottom", 0, 1);
    if (page.isEmpty() || Stream.of(left, top, right, bottom).anyMatch(OptionalDouble::isEmpty)) {
      return Optional.empty();
    }
    if (left.getAsDouble() >= right.getAsDouble() || top.getAsDouble() >= bottom.getAsDouble()) {
      object.malformed("region-empty");
      return Optional.empty();
    }
    return Optional.of(
        new Region(
            page.getAsInt(),
            left.getAsDouble(),
            top.getAsDouble(),
            right.getAsDouble(),
            bottom.getAsDouble()));
  }

  private static java.util.function.UnaryOperator<String> checked(Predicate<String> check) {
    return text -> {
      if (!check.test(text)) {
        throw new IllegalArgumentException("not of the described form");
      }
      return text;
    };
  }
}
