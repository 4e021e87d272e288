package dev.lethe.engine.page;

/**
 * A word and its place on the upright page.
 *
 * @param left in pixels of the page's own coordinate system ({@link PageText#width()} by {@link
 *     PageText#height()}), as are the other edges; origin at the top left
 * @param confidence 0 to 1 as the recogniser reports it; 1 for digital text
 */
public record Word(
    String text, double left, double top, double right, double bottom, double confidence) {

  public double height() {
    return bottom - top;
  }

  public double centerX() {
    return (left + right) / 2;
  }

  public double centerY() {
    return (top + bottom) / 2;
  }

  /** What was read never prints. */
  @Override
  public String toString() {
    return "Word[" + text.length() + " characters]";
  }
}
