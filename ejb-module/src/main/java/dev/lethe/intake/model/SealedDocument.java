package dev.lethe.intake.model;

/**
 * A document under its key.
 *
 * @param object id in the document store
 * @param keyId id of its data key
 * @param bytes size in clear
 * @param mediaType as found by magic bytes, for instance {@code application/pdf}
 */
public record SealedDocument(
    String object, String keyId, long bytes, String mediaType, Place place) {

  /** Where sealed content is kept. */
  public enum Place {
    /** The document store. */
    STORE,
    /** This server's memory and nowhere else. */
    MEMORY
  }
}
