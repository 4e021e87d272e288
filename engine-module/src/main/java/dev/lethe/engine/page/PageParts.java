package dev.lethe.engine.page;

import java.util.List;

/**
 * Parts of a page and nothing else of it.
 *
 * @param width of the whole page in pixels, likewise {@code height}
 * @param parts where each lies on the page, in the order in which they were asked for
 */
public record PageParts(int width, int height, List<Part> parts) {

  /** Some pixels and their top left corner on the page. */
  public record Part(int left, int top, GrayImage pixels) {}

  public PageParts {
    parts = List.copyOf(parts);
  }

  /** The page with everything white that is not in a part. */
  public GrayImage onWhite() {
    return GrayImage.white(width, height, parts);
  }
}
