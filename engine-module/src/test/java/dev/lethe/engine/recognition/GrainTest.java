package dev.lethe.engine.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.engine.page.GrayImage;
import dev.lethe.synthetic.ScanEffects;
import dev.lethe.synthetic.SyntheticText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Some rows may only say what the library's look at the whole page says as well. */
class GrainTest {

  private static Tesseract library;

  @BeforeAll
  static void load() throws IOException {
    library =
        new Tesseract(NativeFolder.unpack(Path.of("target/test-natives").toAbsolutePath()), "eng");
  }

  @AfterAll
  static void close() {
    library.close();
  }

  private static GrayImage text(int dpi) {
    return GrayImage.of(
        ScanEffects.clean().atDpi(dpi).firstPage(SyntheticText.of(3, Locale.ENGLISH)));
  }

  private static GrayImage withSpecks(GrayImage page, double share, int side) {
    byte[] pixels = page.pixels().clone();
    SplittableRandom random = new SplittableRandom(7);
    for (int y = 0; y < page.height() - side; y++) {
      for (int x = 0; x < page.width() - side; x++) {
        if (random.nextDouble() < share / (side * side)) {
          for (int row = 0; row < side; row++) {
            Arrays.fill(
                pixels,
                (y + row) * page.width() + x,
                (y + row) * page.width() + x + side,
                (byte) 0);
          }
        }
      }
    }
    return new GrayImage(page.width(), page.height(), pixels);
  }

  private static boolean isGrainyToTheLibrary(GrayImage page) {
    library.setImage(page, 300);
    return library.shape(1).grainy();
  }

  @ParameterizedTest
  @CsvSource({
    "300, 0.0005, 1",
    "300, 0.0012, 1",
    "300, 0.0015, 1",
    "300, 0.002, 1",
    "300, 0.005, 1",
    "300, 0.02, 1",
    "300, 0.1, 1",
    "300, 0.4, 1",
    "300, 0.02, 2",
    "300, 0.02, 4",
    "150, 0.005, 1",
    "150, 0.01, 1",
    "150, 0.02, 1",
    "100, 0.02, 1",
    "100, 0.1, 1",
    "72, 0.1, 1",
    "72, 0.3, 1"
  })
  void givenSpecks_whenRowsAreSureOfThem_thenTheLibraryIsToo(int dpi, double share, int side) {
    GrayImage page = withSpecks(text(dpi), share, side);
    assertThat(!Grain.isSure(page) || isGrainyToTheLibrary(page)).isTrue();
  }

  @Test
  void givenTheGrainOfAScanner_whenRowsAreLookedAt_thenTheyAreSure() {
    GrayImage page = withSpecks(text(300), 0.01, 1);
    assertThat(Grain.isSure(page)).isTrue();
    assertThat(isGrainyToTheLibrary(page)).isTrue();
  }

  @Test
  void givenCleanType_whenRowsAreLookedAt_thenThereIsNoGrain() {
    assertThat(Grain.isSure(text(300))).isFalse();
  }

  @Test
  void givenStainsAsLargeAsLetters_whenRowsAreLookedAt_thenTheyAreNoGrain() {
    assertThat(Grain.isSure(withSpecks(text(300), 0.02, 4))).isFalse();
  }

  @Test
  void givenOnePixelOrOneColour_whenRowsAreLookedAt_thenThereIsNoGrain() {
    assertThat(Grain.isSure(new GrayImage(1, 1, new byte[1]))).isFalse();
    assertThat(Grain.isSure(new GrayImage(3, 2, new byte[6]))).isFalse();
    assertThat(Grain.isSure(new GrayImage(400, 400, new byte[160_000]))).isFalse();
  }
}
