package dev.lethe.api.json;

/**
 * What JSON of a request may cost.
 *
 * @param bytes of the whole
 * @param depth of nested objects and arrays
 * @param values in the whole, of any kind
 * @param text UTF-16 units of one string, name or number
 */
record JsonBounds(int bytes, int depth, int values, int text) {

  static final JsonBounds STANDARD = new JsonBounds(64 * 1024, 6, 2_000, 4_096);

  /** For a policy bundle: a few files of text. */
  static final JsonBounds LARGE = new JsonBounds(1024 * 1024, 6, 2_000, 256 * 1024);
}
