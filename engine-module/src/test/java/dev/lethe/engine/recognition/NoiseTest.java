package dev.lethe.engine.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.engine.page.GrayImage;
import dev.lethe.engine.page.RefusedException;
import dev.lethe.engine.page.Word;
import dev.lethe.synthetic.ScanEffects;
import dev.lethe.synthetic.SyntheticText;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The library's layout analysis cannot be interrupted: what it would choke on is kept from it. */
@Timeout(60)
class NoiseTest {

  private static final int WIDTH = 1240;
  private static final int HEIGHT = 1754;

  private final Recognizer recognizer = TestNatives.recognizer();

  private static GrayImage blank() {
    byte[] pixels = new byte[WIDTH * HEIGHT];
    Arrays.fill(pixels, (byte) 255);
    return new GrayImage(WIDTH, HEIGHT, pixels);
  }

  private static GrayImage withSpecks(GrayImage page, double share) {
    byte[] pixels = page.pixels().clone();
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < pixels.length; i++) {
      if (random.nextDouble() < share) {
        pixels[i] = (byte) ~pixels[i];
      }
    }
    return new GrayImage(page.width(), page.height(), pixels);
  }

  private List<Word> read(GrayImage page) {
    return recognizer.recognize(1, page, Deadline.in(Duration.ofSeconds(20))).text().words();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.4, 0.5})
  void givenAPageOfNoise_whenRead_thenItIsRefusedBeforeItsLayoutIsSought(double share) {
    assertThatThrownBy(() -> read(withSpecks(blank(), share)))
        .isInstanceOf(RefusedException.class)
        .hasMessage("UNREADABLE");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.03, 0.15})
  void givenAnEmptyPageFullOfSpecks_whenRead_thenNothingIsFoundInTime(double share) {
    assertThat(read(withSpecks(blank(), share))).hasSizeLessThan(20);
  }

  @Test
  void givenSpecksOverText_whenRead_thenTheTextIsStillRead() {
    GrayImage page =
        GrayImage.of(ScanEffects.clean().firstPage(SyntheticText.of(3, Locale.ENGLISH)));
    Set<String> clean = read(page).stream().map(Word::text).collect(Collectors.toSet());
    Set<String> noisy =
        read(withSpecks(page, 0.08)).stream().map(Word::text).collect(Collectors.toSet());
    noisy.retainAll(clean);
    assertThat(noisy.size()).isGreaterThan(clean.size() * 9 / 10);
  }
}
