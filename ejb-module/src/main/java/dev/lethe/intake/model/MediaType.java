package dev.lethe.intake.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Types of documents that are taken in, told by their first bytes alone: nothing here parses a
 * document, and what the sender calls it does not count.
 */
public enum MediaType {
  PDF("application/pdf", head -> head.startsWith(0, "%PDF-")),
  PNG("image/png", head -> head.startsWith(0, "\u0089PNG\r\n\u001a\n")),
  JPEG("image/jpeg", head -> head.startsWith(0, "\u00ff\u00d8\u00ff")),
  TIFF("image/tiff", head -> head.startsWith(0, "II*\u0000") || head.startsWith(0, "MM\u0000*")),
  /* two letters alone would take any text that begins so: the reserved bytes must be zero */
  BMP("image/bmp", head -> head.startsWith(0, "BM") && head.startsWith(6, "\0\0\0\0")),
  GIF("image/gif", head -> head.startsWith(0, "GIF87a") || head.startsWith(0, "GIF89a")),
  WEBP("image/webp", head -> head.startsWith(0, "RIFF") && head.startsWith(8, "WEBP"));

  /** How many bytes {@link #sniff} wants to see, if there are as many. */
  public static final int HEAD_BYTES = 16;

  private final String text;
  private final Predicate<Head> matches;

  MediaType(String text, Predicate<Head> matches) {
    this.text = text;
    this.matches = matches;
  }

  /** As in a Content-Type. */
  public String text() {
    return text;
  }

  /**
   * The type of a document, or empty if it is none of these.
   *
   * @param first its first bytes
   */
  public static Optional<MediaType> sniff(byte[] first) {
    Head head = new Head(first);
    return Arrays.stream(values()).filter(type -> type.matches.test(head)).findFirst();
  }

  /** First bytes, compared as Latin-1 text. */
  private record Head(String text) {

    Head(byte[] bytes) {
      this(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    boolean startsWith(int offset, String magic) {
      return text.startsWith(magic, offset);
    }
  }
}
