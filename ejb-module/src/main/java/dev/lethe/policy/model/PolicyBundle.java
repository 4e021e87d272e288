package dev.lethe.policy.model;

import dev.lethe.worker.FieldType;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Everything that decides, as data.
 *
 * @param retention window by artefact class
 * @param regions served by this installation
 */
public record PolicyBundle(
    PolicyVersion version,
    Map<Purpose, PurposeRule> purposes,
    Map<DocumentClass, DocumentClassRule> documentClasses,
    Map<FieldName, FieldRule> fields,
    Map<ArtefactClass, RetentionRule> retention,
    Set<ResidencyRegion> regions,
    ResidencyRegion defaultRegion,
    IntakeLimits intake) {

  public PolicyBundle {
    purposes = Map.copyOf(purposes);
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
