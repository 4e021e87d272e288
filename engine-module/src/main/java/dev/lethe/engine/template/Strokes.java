package dev.lethe.engine.template;

import dev.lethe.engine.layout.Box;
import dev.lethe.engine.page.GrayImage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The connected pieces of ink of a small picture at 300 dots per inch. */
final class Strokes {

  /** A pen's line is up to 1.2 millimetres wide. */
  private static final int PEN = 7;

  private static final int SPECK = 12;

  private Strokes() {}

  /**
   * A piece of ink.
   *
   * @param area its pixels
   * @param core those that lie further than half a pen's width inside
   * @param shade their mean
   */
  record Piece(Box box, int area, int core, int shade) {
    boolean isBlot() {
      return core > 0.12 * area && core > 60;
    }

    double fill() {
      return area / Math.max(1, box.width() * box.height());
    }
  }

  static List<Piece> of(GrayImage picture, double contrast) {
    Ink ink = Ink.of(picture, 40);
    int paper = ZoneImage.paper(picture.pixels());
    int w = picture.width();
    boolean[] dark = new boolean[w * picture.height()];
    for (int i = 0; i < dark.length; i++) {
      int value = picture.pixels()[i] & 0xFF;
      dark[i] = value < paper - contrast && (ink.at(i % w, i / w) || value < paper - 90);
    }
    return pieces(picture, dark);
  }

  /** Shaded surfaces: of these {@link #of} sees the edges alone where they are wide and faint. */
  static List<Piece> blots(GrayImage picture, double contrast) {
    int paper = ZoneImage.paper(picture.pixels());
    boolean[] dark = new boolean[picture.pixels().length];
    for (int i = 0; i < dark.length; i++) {
      dark[i] = (picture.pixels()[i] & 0xFF) < paper - contrast;
    }
    return pieces(picture, dark).stream().filter(Piece::isBlot).toList();
  }

  private static List<Piece> pieces(GrayImage picture, boolean[] dark) {
    List<Piece> pieces = new ArrayList<>();
    boolean[] seen = new boolean[dark.length];
    for (int start = 0; start < dark.length; start++) {
      if (dark[start] && !seen[start]) {
        Piece piece = piece(picture, dark, seen, start);
        if (piece.area() > SPECK) {
          pieces.add(piece);
        }
      }
    }
    return pieces;
  }

  private static Piece piece(GrayImage picture, boolean[] dark, boolean[] seen, int start) {
    int w = picture.width();
    int h = picture.height();
    long shade = 0;
    ArrayDeque<Integer> open = new ArrayDeque<>(List.of(start));
    seen[start] = true;
    int[] box = {w, h, 0, 0};
    int area = 0;
    int core = 0;
    while (!open.isEmpty()) {
      int at = open.poll();
      int x = at % w;
      int y = at / w;
      area++;
      shade += picture.pixels()[at] & 0xFF;
      core += isInside(dark, w, h, x, y) ? 1 : 0;
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x + 1);
      box[3] = Math.max(box[3], y + 1);
      for (int dy = -1; dy <= 1; dy++) {
        for (int dx = -1; dx <= 1; dx++) {
          int nx = x + dx;
          int ny = y + dy;
          if (nx >= 0 && ny >= 0 && nx < w && ny < h) {
            int next = ny * w + nx;
            if (dark[next] && !seen[next]) {
              seen[next] = true;
              open.add(next);
            }
          }
        }
      }
    }
    return new Piece(new Box(box[0], box[1], box[2], box[3]), area, core, (int) (shade / area));
  }

  /** Whether a cross of half a pen's width around the pixel is dark to its ends. */
  private static boolean isInside(boolean[] dark, int w, int h, int x, int y) {
    if (x < PEN || y < PEN || x >= w - PEN || y >= h - PEN) {
      return false;
    }
    int diagonal = 5;
    return dark[y * w + x - PEN]
        && dark[y * w + x + PEN]
        && dark[(y - PEN) * w + x]
        && dark[(y + PEN) * w + x]
        && dark[(y - diagonal) * w + x - diagonal]
        && dark[(y + diagonal) * w + x + diagonal]
        && dark[(y - diagonal) * w + x + diagonal]
        && dark[(y + diagonal) * w + x - diagonal];
  }
}
