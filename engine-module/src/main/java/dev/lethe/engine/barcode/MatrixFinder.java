package dev.lethe.engine.barcode;

import dev.lethe.engine.layout.Box;
import dev.lethe.engine.page.GrayImage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds where on a page a rectangle of dark and light modules may stand. The library looks for a
 * DataMatrix symbol from the middle of the image outwards, so it must be shown the symbol alone.
 */
final class MatrixFinder {

  /** Pixels of a block's side. */
  private static final int BLOCK = 8;

  private static final int DARK = 128;
  private static final double LEAST_DARK = 0.12;
  private static final int FEWEST_BLOCKS = 4;
  private static final double LEAST_FILLED = 0.4;

  /** Symbols of 12 by 36 modules are the most oblong usual ones. */
  private static final double MOST_OBLONG = 3.3;

  private static final int MOST = 12;

  private final int columns;
  private final int rows;
  private final boolean[] busy;

  private MatrixFinder(GrayImage image) {
    columns = image.width() / BLOCK;
    rows = image.height() / BLOCK;
    busy = new boolean[columns * rows];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        busy[row * columns + column] = isBusy(image, column * BLOCK, row * BLOCK);
      }
    }
  }

  /** Rectangles in pixels, with a margin, the largest first; at most a few. */
  static List<Box> find(GrayImage image) {
    return new MatrixFinder(image)
        .places().stream()
            .sorted(Comparator.comparingDouble((Box b) -> b.width() * b.height()).reversed())
            .limit(MOST)
            .toList();
  }

  private static boolean isBusy(GrayImage image, int left, int top) {
    int dark = 0;
    for (int y = top; y < top + BLOCK; y++) {
      for (int x = left; x < left + BLOCK; x++) {
        dark += (image.pixels()[y * image.width() + x] & 0xFF) < DARK ? 1 : 0;
      }
    }
    return dark >= LEAST_DARK * BLOCK * BLOCK;
  }

  private List<Box> places() {
    List<Box> places = new ArrayList<>();
    for (int start = 0; start < busy.length; start++) {
      if (busy[start]) {
        place(start, places);
      }
    }
    return places;
  }

  private void place(int start, List<Box> places) {
    int[] box = {columns, rows, 0, 0};
    int blocks = spread(start, box);
    int width = box[2] - box[0] + 1;
    int height = box[3] - box[1] + 1;
    boolean shaped =
        Math.min(width, height) >= FEWEST_BLOCKS
            && Math.max(width, height) <= MOST_OBLONG * Math.min(width, height);
    if (shaped && blocks >= LEAST_FILLED * width * height) {
      places.add(
          new Box(
              (box[0] - 2.0) * BLOCK,
              (box[1] - 2.0) * BLOCK,
              (box[2] + 3.0) * BLOCK,
              (box[3] + 3.0) * BLOCK));
    }
  }

  /** Takes what is joined to a block away, and says how many blocks that was. */
  private int spread(int start, int[] box) {
    ArrayDeque<Integer> open = new ArrayDeque<>(List.of(start));
    busy[start] = false;
    int blocks = 0;
    while (!open.isEmpty()) {
      int at = open.poll();
      int column = at % columns;
      int row = at / columns;
      blocks++;
      box[0] = Math.min(box[0], column);
      box[1] = Math.min(box[1], row);
      box[2] = Math.max(box[2], column);
      box[3] = Math.max(box[3], row);
      for (int dy = -1; dy <= 1; dy++) {
        for (int dx = -1; dx <= 1; dx++) {
          int x = column + dx;
          int y = row + dy;
          if (x >= 0 && y >= 0 && x < columns && y < rows && busy[y * columns + x]) {
            busy[y * columns + x] = false;
            open.add(y * columns + x);
          }
        }
      }
    }
    return blocks;
  }
}
