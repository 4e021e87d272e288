package dev.lethe.worker;

/** Bounds of the encoding. Whatever exceeds one is refused, whether it is written or read. */
final class Wire {

  static final int MAGIC = 0x4C455448;

  static final byte HELLO = 1;
  static final byte EXTRACT = 2;
  static final byte REDACT = 3;
  static final byte EXTRACTED = 4;
  static final byte REDACTED = 5;
  static final byte REFUSED = 6;
  static final byte CLASSIFY = 7;
  static final byte CLASSIFIED = 8;

  static final int MAX_NAME = 64;
  static final int MAX_LABEL = 160;
  static final int MAX_FIELDS = 256;
  static final int MAX_PAGES = 100_000;
  static final int MAX_REGIONS = 1_000;
  static final int MAX_VALIDATIONS = 64;

  /** UTF-8 bytes of one value. */
  static final int MAX_VALUE = 16 * 1024;

  /** Two hundred places for signatures. */
  static final int MAX_SIGNATURES = 64 * 1024;

  static final int MAX_ROWS = 1024 * 1024;
  static final int MAX_TRANSCRIPT = 16 * 1024 * 1024;

  /** Everything of a frame that is not a document. */
  static final int MAX_MESSAGE = 40 * 1024 * 1024;

  private Wire() {}

  static int maxValue(FieldType type) {
    return switch (type) {
      case FULL_TEXT -> MAX_TRANSCRIPT;
      case LINE_ITEMS -> MAX_ROWS;
      case SIGNATURES -> MAX_SIGNATURES;
      default -> MAX_VALUE;
    };
  }
}
