package dev.lethe.policy.model;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which part of the system sees what of a document, and for how long at most: made of the policy in
 * force and of what this cell is fit for.
 */
public final class DataFlow {

  private final PolicyBundle bundle;
  private final Cell cell;

  private DataFlow(PolicyBundle bundle, Cell cell) {
    this.bundle = bundle;
    this.cell = cell;
  }

  /** How much of something a part sees. */
  public enum View {
    NOTHING,
    /** Ciphertext alone. */
    SEALED,
    /** Values under the masks of policy. */
    MASKED,
    CLEAR
  }

  /**
   * A part of the system.
   *
   * @param source what it sees of the document
   * @param fields what it sees of values
   * @param longest how long it keeps that at most; zero if it keeps nothing
   */
  public record Part(String name, View source, View fields, boolean metadata, Duration longest) {}

  /** All parts, in the order in which a document meets them. */
  public static List<Part> of(PolicyBundle bundle, Cell cell) {
    return new DataFlow(bundle, cell).parts();
  }

  private List<Part> parts() {
    Map<ArtefactClass, Duration> longest = longest();
    Duration source = longest.getOrDefault(ArtefactClass.SOURCE, Duration.ZERO);
    Duration fields = longest.getOrDefault(ArtefactClass.FIELDS, Duration.ZERO);
    Duration evidence = longest.getOrDefault(ArtefactClass.AUDIT, Duration.ZERO);
    return List.of(
        new Part("api", View.CLEAR, View.MASKED, true, Duration.ZERO),
        new Part("worker", View.CLEAR, View.CLEAR, false, bundle.intake().maxProcessing()),
        new Part("document-store", View.SEALED, View.NOTHING, false, source),
        new Part("server-memory", View.SEALED, View.NOTHING, false, source),
        new Part("database-results", View.NOTHING, View.SEALED, false, fields),
        new Part("database-evidence", View.NOTHING, View.NOTHING, true, evidence),
        new Part("keys", View.NOTHING, View.NOTHING, false, evidence),
        new Part("console", View.NOTHING, View.NOTHING, true, Duration.ZERO),
        new Part("identity-provider", View.NOTHING, View.NOTHING, false, Duration.ZERO),
        new Part("server-log", View.NOTHING, View.NOTHING, true, evidence));
  }

  /** The longest time that any job of this cell may ask for. */
  private Map<ArtefactClass, Duration> longest() {
    Map<ArtefactClass, Duration> longest = new EnumMap<>(ArtefactClass.class);
    bundle
        .purposes()
        .forEach(
            (purpose, rule) ->
                rule.documentClasses()
                    .forEach(
                        name ->
                            bundle
                                .windows(purpose, Optional.of(name), cell.region())
                                .forEach(
                                    (artefact, window) ->
                                        longest.merge(artefact, window.cap(), DataFlow::longer))));
    return longest;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
