package dev.lethe.engine.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The filters that are written for speed do what their definitions say. */
class GrayImageFiltersTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7, 8, 9, 16, 17})
  void givenAnyPixels_whenMedian_thenEachIsTheMiddleOfItsNine(int width) {
    for (int height : new int[] {1, 2, 3, 9}) {
      GrayImage image = random(width, height, 256);

      assertThat(image.median().pixels()).isEqualTo(sortedMiddles(image));
    }
  }

  @Test
  void givenFewShades_whenMedian_thenEqualValuesAreNoDifficulty() {
    GrayImage image = random(40, 30, 2);

    assertThat(image.median().pixels()).isEqualTo(sortedMiddles(image));
  }

  @Test
  void givenNoAngle_whenRotated_thenOnlyTheLastRowAndColumnTurnWhite() {
    GrayImage image = random(23, 11, 256);

    GrayImage rotated = image.rotate(0);

    for (int y = 0; y < 11; y++) {
      for (int x = 0; x < 23; x++) {
        int expected = x == 22 || y == 10 ? 255 : at(image, x, y);
        assertThat(at(rotated, x, y)).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.3, -0.013, 0.0044, 0.1, 0.31})
  void givenAnAngle_whenRotated_thenEachPixelBlendsTheFourAroundItsSource(double radians) {
    GrayImage image = random(61, 47, 256);

    GrayImage rotated = image.rotate(radians);

    for (int y = 0; y < 47; y++) {
      for (int x = 0; x < 61; x++) {
        assertThat((double) at(rotated, x, y))
            .isCloseTo(blended(image, radians, x, y), org.assertj.core.data.Offset.offset(3.0));
      }
    }
  }

  private static double blended(GrayImage image, double radians, int x, int y) {
    double cx = (image.width() - 1) / 2.0;
    double cy = (image.height() - 1) / 2.0;
    double sx = Math.cos(radians) * (x - cx) + Math.sin(radians) * (y - cy) + cx;
    double sy = -Math.sin(radians) * (x - cx) + Math.cos(radians) * (y - cy) + cy;
    int x0 = (int) Math.floor(sx);
    int y0 = (int) Math.floor(sy);
    if (x0 < 0 || y0 < 0 || x0 >= image.width() - 1 || y0 >= image.height() - 1) {
      return 255;
    }
    double fx = sx - x0;
    double fy = sy - y0;
    double top = at(image, x0, y0) * (1 - fx) + at(image, x0 + 1, y0) * fx;
    double low = at(image, x0, y0 + 1) * (1 - fx) + at(image, x0 + 1, y0 + 1) * fx;
    return top * (1 - fy) + low * fy;
  }

  private static byte[] sortedMiddles(GrayImage image) {
    byte[] out = image.pixels().clone();
    for (int y = 1; y < image.height() - 1; y++) {
      for (int x = 1; x < image.width() - 1; x++) {
        int[] nine = new int[9];
        for (int i = 0; i < 9; i++) {
          nine[i] = at(image, x - 1 + i % 3, y - 1 + i / 3);
        }
        Arrays.sort(nine);
        out[y * image.width() + x] = (byte) nine[4];
      }
    }
    return out;
  }

  private static int at(GrayImage image, int x, int y) {
    return image.pixels()[y * image.width() + x] & 0xFF;
  }

  private static GrayImage random(int width, int height, int shades) {
    byte[] pixels = new byte[width * height];
    Random random = new Random(width * 31L + height);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (random.nextInt(shades) * (255 / (shades - 1)));
    }
    return new GrayImage(width, height, pixels);
  }
}
