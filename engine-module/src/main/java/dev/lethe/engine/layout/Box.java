package dev.lethe.engine.layout;

import dev.lethe.engine.page.Word;
import java.util.Collection;

/** An upright rectangle in a page's own coordinates. */
public record Box(double left, double top, double right, double bottom) {

  public static Box of(Word word) {
    return new Box(word.left(), word.top(), word.right(), word.bottom());
  }

  /** The smallest box around all words; there is at least one. */
  public static Box around(Collection<Word> words) {
    return words.stream().map(Box::of).reduce(Box::union).orElseThrow();
  }

  public Box union(Box other) {
    return new Box(
        Math.min(left, other.left),
        Math.min(top, other.top),
        Math.max(right, other.right),
        Math.max(bottom, other.bottom));
  }

  public double width() {
    return right - left;
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

  /** Length of the shared part of both boxes' horizontal extents; 0 when they share none. */
  public double sharedX(Box other) {
    return Math.max(0, Math.min(right, other.right) - Math.max(left, other.left));
  }

  /** Length of the shared part of both boxes' vertical extents; 0 when they share none. */
  public double sharedY(Box other) {
    return Math.max(0, Math.min(bottom, other.bottom) - Math.max(top, other.top));
  }

  public boolean intersects(Box other) {
    return sharedX(other) > 0 && sharedY(other) > 0;
  }
}
