package dev.lethe.engine.template;

import dev.lethe.engine.layout.Box;
import dev.lethe.engine.page.GrayImage;
import dev.lethe.engine.template.Strokes.Piece;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** How much of a box to tick is covered that stands somewhere in a small picture. */
final class TickBox {

  private static final double CONTRAST = 40;
  private static final double SMALLEST = 0.45;
  private static final double LARGEST = 2.2;
  private static final double EDGE = 0.24;
  private static final double MARK = 0.3;

  private TickBox() {}

  /**
   * @param size height of the type beside it, in pixels
   * @return share of the box's inside that is dark; where no box is printed, whether there is a
   *     mark
   */
  static double ink(GrayImage picture, double size) {
    List<Piece> pieces =
        Strokes.of(picture, CONTRAST).stream()
            .filter(p -> Math.max(p.box().width(), p.box().height()) >= SMALLEST * size)
            .toList();
    Optional<Piece> frame =
        pieces.stream()
            .filter(p -> isSquare(p.box()) && p.box().height() <= LARGEST * size)
            .max(Comparator.comparingDouble(p -> p.box().right()));
    return frame.map(f -> inside(picture, f.box())).orElse(pieces.isEmpty() ? 0.0 : MARK);
  }

  private static boolean isSquare(Box box) {
    return box.width() < 1.6 * box.height() && box.height() < 1.6 * box.width();
  }

  private static double inside(GrayImage picture, Box frame) {
    double dx = EDGE * frame.width();
    double dy = EDGE * frame.height();
    return Ink.of(picture, 60)
        .share(
            (int) Math.round(frame.left() + dx),
            (int) Math.round(frame.top() + dy),
            (int) Math.round(frame.right() - dx),
            (int) Math.round(frame.bottom() - dy));
  }
}
