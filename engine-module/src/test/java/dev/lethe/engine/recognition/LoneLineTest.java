package dev.lethe.engine.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.engine.page.GrayImage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LoneLineTest {

  private static final int WIDTH = 300;

  /** A white part with bars of ink in rows: pairs of first and last row. */
  private static GrayImage part(int height, int... bands) {
    byte[] pixels = new byte[WIDTH * height];
    Arrays.fill(pixels, (byte) 250);
    for (int i = 0; i < bands.length; i += 2) {
      for (int y = bands[i]; y <= bands[i + 1]; y++) {
        Arrays.fill(pixels, y * WIDTH + 20, y * WIDTH + 200, (byte) 10);
      }
    }
    return new GrayImage(WIDTH, height, pixels);
  }

  @Test
  void givenOneLine_whenLookedFor_thenItIsTakenWithALittlePaper() {
    LoneLine line = LoneLine.of(part(90, 30, 59)).orElseThrow();
    assertThat(line.top()).isEqualTo(20);
    assertThat(line.pixels().height()).isEqualTo(50);
    assertThat(line.pixels().width()).isEqualTo(WIDTH);
  }

  @Test
  void givenEdgesOfOtherLines_whenLookedFor_thenTheyAreCutOff() {
    LoneLine line = LoneLine.of(part(90, 0, 8, 20, 55, 80, 89)).orElseThrow();
    assertThat(line.top()).isEqualTo(10);
    assertThat(line.top() + line.pixels().height()).isEqualTo(66);
  }

  @Test
  void givenDotsOverLetters_whenLookedFor_thenTheyBelongToTheLine() {
    LoneLine line = LoneLine.of(part(90, 24, 27, 33, 59)).orElseThrow();
    assertThat(line.top()).isEqualTo(14);
  }

  @Test
  void givenTwoLines_whenLookedFor_thenThereIsNone() {
    assertThat(LoneLine.of(part(120, 15, 40, 60, 85))).isEmpty();
  }

  @Test
  void givenALineThatTouchesTheEdge_whenLookedFor_thenThereIsNone() {
    assertThat(LoneLine.of(part(60, 0, 30))).isEmpty();
    assertThat(LoneLine.of(part(60, 30, 59))).isEmpty();
  }

  @Test
  void givenATallerPieceAtTheEdge_whenLookedFor_thenTheLineIsNotTrusted() {
    assertThat(LoneLine.of(part(140, 0, 60, 80, 110))).isEmpty();
  }

  @Test
  void givenNothingOrABlock_whenLookedFor_thenThereIsNone() {
    assertThat(LoneLine.of(part(60))).isEmpty();
    assertThat(LoneLine.of(part(300, 20, 280))).isEmpty();
    assertThat(LoneLine.of(new GrayImage(1, 1, new byte[1]))).isEmpty();
  }
}
