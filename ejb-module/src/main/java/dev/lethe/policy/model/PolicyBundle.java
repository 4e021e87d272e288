package dev.lethe.policy.model;

import dev.lethe.worker.FieldType;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that decides, as data.
 *
 * @param legalBases what each legal basis requires and what ending it means, by its name
 * @param retention window by artefact class
 * @param regions served by this installation
 */
public record PolicyBundle(
    PolicyVersion version,
    Map<Purpose, PurposeRule> purposes,
    Map<String, LegalBasisRule> legalBases,
    Map<DocumentClass, DocumentClassRule> documentClasses,
    Map<FieldName, FieldRule> fields,
    Map<ArtefactClass, RetentionRule> retention,
    Set<ResidencyRegion> regions,
    ResidencyRegion defaultRegion,
    IntakeLimits intake) {

  public PolicyBundle {
    purposes = Map.copyOf(purposes);
    legalBases = Map.copyOf(legalBases);
    documentClasses = Map.copyOf(documentClasses);
    fields = Map.copyOf(fields);
    retention = Map.copyOf(retention);
    regions = Set.copyOf(regions);
  }

  /**
   * What a purpose allows.
   *
   * @param legalBases names as in a request's consent
   * @param consentLife how long the consent of a job holds
   */
  public record PurposeRule(
      Set<DocumentClass> documentClasses,
      Set<FieldName> fields,
      Set<String> legalBases,
      boolean manualReview,
      boolean fullText,
      boolean reveal,
      Duration consentLife) {
    public PurposeRule {
      documentClasses = Set.copyOf(documentClasses);
      fields = Set.copyOf(fields);
      legalBases = Set.copyOf(legalBases);
    }
  }

  /**
   * A legal basis.
   *
   * @param gdpr point of GDPR Art. 6(1) that it stands on, {@code a} to {@code f}
   * @param endedBy what a data subject can do against it
   * @param requires what must come with a request or a record that names it
   */
  public record LegalBasisRule(
      String description, String gdpr, EndedBy endedBy, Set<Requirement> requires) {
    public LegalBasisRule {
      requires = Set.copyOf(requires);
    }

    /** The kind of reference that must come with it, if any. */
    public Optional<Requirement> reference() {
      return requires.stream().filter(Requirement::isReference).findFirst();
    }
  }

  /** What a data subject can do against processing on a legal basis. */
  public enum EndedBy {
    /** Consent is withdrawn (GDPR Art. 7(3)). */
    WITHDRAWAL,
    /** Processing is objected to (GDPR Art. 21). */
    OBJECTION,
    /** Neither: what the basis demands is done, whatever the data subject says. */
    NONE
  }

  /** What must come with a request that names a legal basis. */
  public enum Requirement {
    SUBJECT_REF,
    DOCUMENT_CLASS,
    /** Which contract; it may point to a person, so only its keyed hash is kept. */
    CONTRACT_REFERENCE,
    /** Citation of the law that demands the processing. */
    STATUTE,
    /** Id of the assessment that weighed the interests (GDPR recital 47). */
    ASSESSMENT,
    /** Which emergency; it may point to a person, so only its keyed hash is kept. */
    INCIDENT_REFERENCE;

    public boolean isReference() {
      return this != SUBJECT_REF && this != DOCUMENT_CLASS;
    }

    /** Whether it may point to a person. */
    public boolean isPersonal() {
      return this == CONTRACT_REFERENCE || this == INCIDENT_REFERENCE;
    }
  }

  /** Fields that a class has. */
  public record DocumentClassRule(Set<FieldName> fields, String trustZone) {
    public DocumentClassRule {
      fields = Set.copyOf(fields);
    }
  }

  /** How a field is treated. */
  public record FieldRule(FieldType type, Sensitivity sensitivity, Mask mask) {}

  /** How a value is made unreadable. */
  public enum Mask {
    /** Shown as it is: the field is neither personal nor sensitive. */
    NONE,
    /** Nothing is shown, not even how long it is. */
    FULL,
    /** All but the last four letters or digits covered. */
    LAST4,
    /** All but the first letter of each word covered. */
    INITIALS,
    /** Only the year of a date. */
    YEAR
  }

  /** The window of an artefact class: default, and the least and most that may be asked for. */
  public record RetentionRule(Duration standard, Duration floor, Duration cap) {}

  /** Bounds of what is taken in. */
  public record IntakeLimits(
      long maxBytes,
      int maxPages,
      long maxPixelsPerPage,
      Duration maxProcessing,
      Duration slotLife,
      Duration maxWait) {}
}
