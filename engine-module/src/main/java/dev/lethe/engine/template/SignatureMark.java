package dev.lethe.engine.template;

import java.util.Locale;

/** What stands where a signature belongs. */
enum SignatureMark {
  /** Nothing. */
  NONE,
  /** Strokes of a pen, or a picture of them. */
  INK,
  /** Print: a name in type is no signature. */
  TYPED,
  /** A rubber stamp. */
  STAMP,
  /** The printed cross that shows where to sign. */
  MARKER,
  /** Ink that no pen makes: a blot, a shadow, a stain. */
  BLOT;

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
