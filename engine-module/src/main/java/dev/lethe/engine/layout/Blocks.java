package dev.lethe.engine.layout;

import java.util.ArrayList;
import java.util.List;

/** Stacks of segments that belong together, such as the lines of an address. */
public final class Blocks {

  private Blocks() {}

  /** Blocks of a page, each from top to bottom, in the order of their first segments. */
  public static List<List<TextRun>> of(PageLayout page) {
    List<List<TextRun>> blocks = new ArrayList<>();
    for (TextRun segment : page.segments()) {
      List<TextRun> block = null;
      double nearest = Double.MAX_VALUE;
      for (List<TextRun> candidate : blocks) {
        TextRun last = candidate.get(candidate.size() - 1);
        double gap = segment.box().top() - last.box().bottom();
        if (belongs(last.box(), segment.box(), gap) && gap < nearest) {
          block = candidate;
          nearest = gap;
        }
      }
      if (block == null) {
        block = new ArrayList<>();
        blocks.add(block);
      }
      block.add(segment);
    }
    return blocks;
  }

  private static boolean belongs(Box above, Box below, double gap) {
    double height = Math.max(above.height(), below.height());
    double low = Math.min(above.height(), below.height());
    if (gap < -0.5 * height || gap > 1.1 * height || height > 1.9 * low) {
      return false;
    }
    boolean aligned =
        Math.abs(above.left() - below.left()) < height
            || Math.abs(above.right() - below.right()) < 0.6 * height
            || Math.abs(above.centerX() - below.centerX()) < height;
    return aligned && above.sharedX(below) > 0;
  }
}
