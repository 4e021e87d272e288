package dev.lethe.retention.model;

import dev.lethe.policy.model.ArtefactClass;
import java.time.Instant;
import java.util.List;

/**
 * What a deletion erased, and what it left there and why.
 *
 * @param policyId bundle that had set the deadlines; empty if it is not known
 * @param policySha256 hash over its files
 * @param erased in the order of classes
 * @param kept what else of the job was there at that moment, in the order of classes
 * @param epochs that wrapped the keys which were destroyed
 */
public record DeletionDetails(
    String policyId,
    String policySha256,
    List<Erased> erased,
    List<Kept> kept,
    List<Shred> epochs) {

  /** Of deletions that were made before such details were kept. */
  public static final DeletionDetails UNKNOWN =
      new DeletionDetails("", "", List.of(), List.of(), List.of());

  public DeletionDetails {
    erased = List.copyOf(erased);
    kept = List.copyOf(kept);
    epochs = List.copyOf(epochs);
  }

  /**
   * An epoch whose key covers all copies of what was erased.
   *
   * @param endsAt from when on its key is destroyed
   */
  public record Shred(String epoch, Instant endsAt) {}

  /** Where something was kept. */
  public enum Store {
    DATABASE("database"),
    DOCUMENT_STORE("document-store"),
    MEMORY("memory");

    private final String code;

    Store(String code) {
      this.code = code;
    }

    /** The name in statements. */
    public String code() {
      return code;
    }
  }

  /**
   * An artefact that was erased.
   *
   * @param objects sealed objects or rows that there were; 0 if it was planned and never came to be
   * @param deleteAt its deadline as it was
   */
  public record Erased(ArtefactClass artefact, Store store, int objects, Instant deleteAt) {}

  /**
   * An artefact that was not erased.
   *
   * @param held by a legal hold; else its deadline had not come, or nobody asked for it
   */
  public record Kept(ArtefactClass artefact, Instant deleteAt, boolean held) {}
}
