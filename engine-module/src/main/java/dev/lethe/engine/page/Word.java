package dev.lethe.engine.page;

import java.util.List;

/**
 * A word and its place on the upright page.
 *
 * @param left in pixels of the page's own coordinate system ({@link PageText#width()} by {@link
 *     PageText#height()}), as are the other edges; origin at the top left
 * @param confidence 0 to 1 as the recogniser reports it; 1 for digital text
 * @param alternatives what else it may be, likeliest first; empty where nobody looked for them
 */
public record Word(
    String text,
    double left,
    double top,
    double right,
    double bottom,
    double confidence,
    List<Alternative> alternatives) {

  public Word {
    alternatives = List.copyOf(alternatives);
  }

  public Word(
      String text, double left, double top, double right, double bottom, double confidence) {
    this(text, left, top, right, bottom, confidence, List.of());
  }

  /**
   * Another reading of a word.
   *
   * @param share 0 to 1: what speaks for it, compared with the word's own reading
   */
  public record Alternative(String text, double share) {

    /** What was read never prints. */
    @Override
    public String toString() {
      return "Alternative[" + text.length() + " characters]";
    }
  }

  public double height() {
    return bottom - top;
  }

  public double centerX() {
    return (left + right) / 2;
  }

  public double centerY() {
    return (top + bottom) / 2;
  }

  /** The same place read otherwise. */
  public Word reading(String other, double sure, List<Alternative> others) {
    return new Word(other, left, top, right, bottom, sure, others);
  }

  /** What was read never prints. */
  @Override
  public String toString() {
    return "Word[" + text.length() + " characters]";
  }
}
