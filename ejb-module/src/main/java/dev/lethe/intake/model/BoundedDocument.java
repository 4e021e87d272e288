package dev.lethe.intake.model;

import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A document as it comes in: its type is known from the first bytes, and reading it ends with a
 * problem when there is more than allowed.
 */
public final class BoundedDocument extends InputStream {

  private final InputStream rest;
  private final long maxBytes;
  private final byte[] head;
  private final MediaType mediaType;
  private long bytes;

  private BoundedDocument(InputStream rest, byte[] head, MediaType mediaType, long maxBytes) {
    this.rest = rest;
    this.head = head;
    this.mediaType = mediaType;
    this.maxBytes = maxBytes;
  }

  /**
   * Reads the first bytes.
   *
   * @throws LetheException {@code document-missing} or {@code type-unsupported}
   */
  public static BoundedDocument of(InputStream document, long maxBytes) {
    byte[] head = head(document);
    if (head.length == 0) {
      throw new LetheException(ProblemCode.DOCUMENT_MISSING);
    }
    MediaType mediaType =
        MediaType.sniff(head).orElseThrow(() -> new LetheException(ProblemCode.TYPE_UNSUPPORTED));
    return new BoundedDocument(document, head, mediaType, maxBytes);
  }

  private static byte[] head(InputStream document) {
    try {
      return document.readNBytes(MediaType.HEAD_BYTES);
    } catch (IOException e) {
      throw brokenOff();
    }
  }

  public MediaType mediaType() {
    return mediaType;
  }

  /** How many bytes were read. */
  public long bytes() {
    return bytes;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    int count =
        bytes < head.length ? readHead(buffer, offset, length) : readRest(buffer, offset, length);
    bytes += Math.max(count, 0);
    if (bytes > maxBytes) {
      throw new LetheException(ProblemCode.TOO_LARGE);
    }
    return count;
  }

  private int readHead(byte[] buffer, int offset, int length) {
    int count = Math.min(length, head.length - (int) bytes);
    System.arraycopy(head, (int) bytes, buffer, offset, count);
    return count;
  }

  private int readRest(byte[] buffer, int offset, int length) {
    try {
      return rest.read(buffer, offset, length);
    } catch (IOException e) {
      throw brokenOff();
    }
  }

  /** The sender's side failed, which is not the store's failure. */
  private static LetheException brokenOff() {
    return new LetheException(ProblemCode.REQUEST_MALFORMED);
  }

  /** Forgets the first bytes; the sender's stream is the caller's to close. */
  @Override
  public void close() {
    Arrays.fill(head, (byte) 0);
  }
}
