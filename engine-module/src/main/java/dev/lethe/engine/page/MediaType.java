package dev.lethe.engine.page;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** What kind of file a document is, by its first bytes alone. */
public enum MediaType {
  PDF,
  PNG,
  JPEG,
  TIFF,
  BMP,
  GIF,
  WEBP;

  /** A PDF may begin with this many bytes of something else. */
  private static final int PDF_HEADER_WITHIN = 1024;

  public static Optional<MediaType> of(byte[] bytes) {
    if (startsWith(bytes, 0, 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A)) {
      return Optional.of(PNG);
    }
    if (startsWith(bytes, 0, 0xFF, 0xD8, 0xFF)) {
      return Optional.of(JPEG);
    }
    if (startsWith(bytes, 0, 'I', 'I', 42, 0) || startsWith(bytes, 0, 'M', 'M', 0, 42)) {
      return Optional.of(TIFF);
    }
    if (startsWith(bytes, 0, 'G', 'I', 'F', '8')) {
      return Optional.of(GIF);
    }
    if (startsWith(bytes, 0, 'R', 'I', 'F', 'F') && startsWith(bytes, 8, 'W', 'E', 'B', 'P')) {
      return Optional.of(WEBP);
    }
    if (startsWith(bytes, 0, 'B', 'M')) {
      return Optional.of(BMP);
    }
    return hasPdfHeader(bytes) ? Optional.of(PDF) : Optional.empty();
  }

  private static boolean hasPdfHeader(byte[] bytes) {
    byte[] head = Arrays.copyOf(bytes, Math.min(bytes.length, PDF_HEADER_WITHIN));
    return new String(head, StandardCharsets.ISO_8859_1).contains("%PDF-");
  }

  private static boolean startsWith(byte[] bytes, int offset, int... wanted) {
    if (bytes.length < offset + wanted.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if ((bytes[offset + i] & 0xFF) != wanted[i]) {
        return false;
      }
    }
    return true;
  }
}
