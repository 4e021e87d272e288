package dev.lethe.engine.page;

import dev.lethe.worker.Region;
import java.awt.Rectangle;
import java.util.List;

/** Whole pixels of an image that hold a region. */
record PixelBox(int left, int top, int right, int bottom) {

  static PixelBox of(Region region, int width, int height) {
    int left = Math.min(width - 1, (int) Math.floor(region.left() * width));
    int top = Math.min(height - 1, (int) Math.floor(region.top() * height));
    int right = Math.min(width, (int) Math.ceil(region.right() * width));
    int bottom = Math.min(height, (int) Math.ceil(region.bottom() * height));
    return new PixelBox(left, top, Math.max(left + 1, right), Math.max(top + 1, bottom));
  }

  /** The smallest box that holds all. */
  static PixelBox around(List<PixelBox> boxes) {
    return boxes.stream()
        .reduce(
            (a, b) ->
                new PixelBox(
                    Math.min(a.left, b.left),
                    Math.min(a.top, b.top),
                    Math.max(a.right, b.right),
                    Math.max(a.bottom, b.bottom)))
        .orElseThrow();
  }

  int width() {
    return right - left;
  }

  int height() {
    return bottom - top;
  }

  long area() {
    return (long) width() * height();
  }

  Rectangle toRectangle() {
    return new Rectangle(left, top, width(), height());
  }

  /** This part of an image of which only another box was decoded. */
  GrayImage cut(GrayImage decoded, PixelBox of) {
    return equals(of)
        ? decoded
        : decoded.crop(left - of.left, top - of.top, right - of.left, bottom - of.top);
  }
}
