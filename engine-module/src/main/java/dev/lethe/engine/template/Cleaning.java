package dev.lethe.engine.template;

import dev.lethe.engine.page.GrayImage;
import java.util.ArrayDeque;

/** Takes out of a zone what is no writing of its own: specks, and what looks in from outside. */
final class Cleaning {

  /** A full stop of eight-point type has twice as many pixels at 300 dots per inch. */
  private static final int LARGEST_SPECK = 8;

  private final Ink ink;
  private final int width;
  private final int height;
  private final byte[] pixels;
  private final boolean[] seen;
  private final byte paper;
  private final int[] members;

  private Cleaning(GrayImage zone) {
    ink = Ink.of(zone, 30);
    width = zone.width();
    height = zone.height();
    pixels = zone.pixels().clone();
    seen = new boolean[pixels.length];
    members = new int[pixels.length];
    paper = (byte) ZoneImage.paper(pixels);
  }

  /**
   * @param ring pixels along the edges; ink that lies in them alone belongs to a neighbour
   */
  static GrayImage of(GrayImage zone, int ring) {
    Cleaning cleaning = new Cleaning(zone);
    for (int start = 0; start < cleaning.pixels.length; start++) {
      if (!cleaning.seen[start] && cleaning.dark(start)) {
        cleaning.component(start, ring);
      }
    }
    return new GrayImage(zone.width(), zone.height(), cleaning.pixels);
  }

  private boolean dark(int at) {
    return ink.at(at % width, at / width);
  }

  private void component(int start, int ring) {
    int[] box = {width, height, 0, 0};
    int count = collect(start, box);
    boolean outside =
        box[3] < ring || box[1] >= height - ring || box[2] < ring || box[0] >= width - ring;
    if (count <= LARGEST_SPECK || outside) {
      for (int i = 0; i < count; i++) {
        whiten(members[i]);
      }
    }
  }

  private int collect(int start, int[] box) {
    ArrayDeque<Integer> open = new ArrayDeque<>();
    int count = 0;
    seen[start] = true;
    open.add(start);
    while (!open.isEmpty()) {
      int at = open.poll();
      members[count++] = at;
      int x = at % width;
      int y = at / width;
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
      for (int dy = -1; dy <= 1; dy++) {
        for (int dx = -1; dx <= 1; dx++) {
          int next = (y + dy) * width + x + dx;
          if (ink.at(x + dx, y + dy) && !seen[next]) {
            seen[next] = true;
            open.add(next);
          }
        }
      }
    }
    return count;
  }

  /** With its soft edge. */
  private void whiten(int at) {
    int x = at % width;
    int y = at / width;
    for (int j = Math.max(0, y - 1); j <= Math.min(height - 1, y + 1); j++) {
      int from = Math.max(0, x - 1);
      for (int i = from; i <= Math.min(width - 1, x + 1); i++) {
        if (!ink.at(i, j) || (i == x && j == y)) {
          pixels[j * width + i] = paper;
        }
      }
    }
  }
}
