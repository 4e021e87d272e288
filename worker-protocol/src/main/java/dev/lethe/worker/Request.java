package dev.lethe.worker;

import java.util.List;
import java.util.Objects;

/** What the server asks of a worker. The encoded document follows as the last part of the frame. */
public sealed interface Request {

  ReadingScope scope();

  Document document();

  /** Bytes of a document as they were sent; equality and printing ignore the content. */
  final class Document {
    private final byte[] bytes;

    public Document(byte[] bytes) {
      this.bytes = Objects.requireNonNull(bytes);
    }

    /** The array itself, not a copy: documents are large. */
    public byte[] bytes() {
      return bytes;
    }

    @Override
    public String toString() {
      return "Document[" + bytes.length + " bytes]";
    }
  }

  /** Read the document and return the given fields, nothing else. */
  record Extract(ReadingScope scope, List<FieldRequest> fields, Document document)
      implements Request {
    public Extract {
      fields = List.copyOf(fields);
    }
  }

  /** Say of which class the document is, and return nothing that stands in it. */
  record Classify(ReadingScope scope, Document document) implements Request {}

  /**
   * Return the document's pages rebuilt from pixels, with the given fields and every recognised
   * identifier covered.
   *
   * @param covered the fields to cover
   * @param page the page to return as PNG, from 1; 0 for all pages as one PDF
   */
  record Redact(ReadingScope scope, List<FieldRequest> covered, int page, Document document)
      implements Request {
    public Redact {
      covered = List.copyOf(covered);
    }
  }
}
