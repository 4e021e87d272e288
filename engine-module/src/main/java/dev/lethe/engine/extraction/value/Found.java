package dev.lethe.engine.extraction.value;

/**
 * A value in a line of text.
 *
 * @param start offset of the first character, {@code end} that after the last
 * @param value normalised
 * @param quality 0 to 1: how surely the characters are a value of this kind
 */
public record Found(int start, int end, String value, double quality) {

  /** What was read never prints. */
  @Override
  public String toString() {
    return "Found[" + start + ".." + end + "]";
  }
}
