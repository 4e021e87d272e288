package dev.lethe.worker;

/**
 * A rectangle of a page to which reading is restricted.
 *
 * @param page from 1
 * @param left fraction of the page's width, likewise {@code right}; {@code top} and {@code bottom}
 *     are fractions of its height
 */
public record Region(int page, double left, double top, double right, double bottom) {

  public Region {
    if (page < 1
        || !(0 <= left && left < right && right <= 1 && 0 <= top && top < bottom && bottom <= 1)) {
      throw new IllegalArgumentException("a region lies within its page");
    }
  }
}
