package dev.lethe.worker;

import java.util.List;

/** What a worker answers. */
public sealed interface Response {

  /**
   * The fields that were asked for.
   *
   * @param documentClass the class that was given or found; {@code unknown} if none fits
   * @param pages pages of the document
   * @param pagesRecognized pages that needed OCR
   * @param engineMillis time the worker spent
   */
  record Extracted(
      String documentClass,
      int pages,
      int pagesRecognized,
      List<ExtractedField> fields,
      Provenance provenance,
      long engineMillis)
      implements Response {
    public Extracted {
      fields = List.copyOf(fields);
    }
  }

  /**
   * The class of a document, and nothing of its content.
   *
   * @param documentClass the class that was found; {@code unknown} if none fits
   * @param confidence from 0 to 1; 0 if none fits
   * @param pages pages of the document
   * @param pagesRecognized pages that needed OCR
   * @param engineMillis time the worker spent
   */
  record Classified(
      String documentClass,
      double confidence,
      int pages,
      int pagesRecognized,
      Provenance provenance,
      long engineMillis)
      implements Response {}

  /**
   * Redacted pixels.
   *
   * @param mediaType {@code image/png} or {@code application/pdf}
   * @param covered number of areas that were covered
   */
  record Redacted(String mediaType, int pages, int covered, Content content) implements Response {}

  /** The document could not be processed; nothing of it is in the reason. */
  record Refused(Refusal refusal) implements Response {}

  /** Bytes of a result; printing shows only their number. */
  record Content(byte[] bytes) {
    @Override
    public String toString() {
      return "Content[" + bytes.length + " bytes]";
    }
  }
}
