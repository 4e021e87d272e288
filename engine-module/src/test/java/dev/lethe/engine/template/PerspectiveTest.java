package dev.lethe.engine.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.engine.page.GrayImage;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PerspectiveTest {

  private static final int WIDTH = 900;
  private static final int HEIGHT = 1200;

  /** A grid of thin lines, seen through a projective map. */
  private static GrayImage grid(double[] fromPage) {
    double[] toPage = Projection.inverse(fromPage);
    byte[] pixels = new byte[WIDTH * HEIGHT];
    Arrays.fill(pixels, (byte) 255);
    double[] point = new double[2];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        point[0] = x;
        point[1] = y;
        Projection.move(toPage, point);
        boolean within =
            point[0] > 100 && point[0] < WIDTH - 100 && point[1] > 100 && point[1] < HEIGHT - 100;
        boolean line =
            Math.floorMod((int) Math.round(point[0]), 83) < 2
                || Math.floorMod((int) Math.round(point[1]), 59) < 2;
        pixels[y * WIDTH + x] = (byte) (within && line ? 0 : 255);
      }
    }
    return new GrayImage(WIDTH, HEIGHT, pixels);
  }

  private static double[] seenFrom(double slope, double slant, double across, double down) {
    double[] centre = Projection.of(1, -WIDTH / 2.0, -HEIGHT / 2.0);
    double[] map = {1, slant, 0, slope, 1, 0, across / WIDTH, down / HEIGHT, 1};
    return Projection.product(Projection.inverse(centre), Projection.product(map, centre));
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0.08, 0", "0.02, 0.01, 0, 0.1", "-0.03, 0.02, -0.06, 0.07"})
  void givenAGridSeenFromAskew_whenStraightened_thenItsLinesAreParallel(
      double slope, double slant, double across, double down) {
    double[] map = seenFrom(slope, slant, across, down);
    Perspective view = Perspective.of(grid(map)).orElseThrow();
    for (double at : new double[] {200, 500, 800}) {
      double[] row = {150, at, WIDTH - 150, at};
      double[] column = {at, 150, at, HEIGHT - 150};
      Projection.move(map, row);
      Projection.move(map, column);
      view.toStraight(row);
      view.toStraight(column);
      assertThat(row[3] - row[1]).isBetween(-2.5, 2.5);
      assertThat(column[2] - column[0]).isBetween(-2.5, 2.5);
    }
  }

  @Test
  void givenAStraightenedPoint_whenMovedBack_thenItIsWhereItWas() {
    Perspective view = Perspective.of(grid(seenFrom(0.02, 0, 0.08, -0.05))).orElseThrow();
    double[] point = {123, 456};
    view.toStraight(point);
    view.toSource(point);
    assertThat(point[0]).isBetween(122.999, 123.001);
    assertThat(point[1]).isBetween(455.999, 456.001);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0.03, -0.03"})
  void givenAPageSeenFromAbove_whenLookedAt_thenThereIsNoPerspective(double slope, double slant) {
    assertThat(Perspective.of(grid(seenFrom(slope, slant, 0, 0)))).isEqualTo(Optional.empty());
  }
}
