package dev.lethe.engine.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.engine.page.GrayImage;
import dev.lethe.engine.page.PageText;
import dev.lethe.engine.page.Word;
import dev.lethe.synthetic.ScanEffects;
import dev.lethe.synthetic.SyntheticSignaturePage;
import dev.lethe.synthetic.SyntheticSignaturePage.Filling;
import dev.lethe.synthetic.SyntheticSignaturePage.Style;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class OrientationTest {

  /** Some five hundred words of prose. */
  private static GrayImage closeType(int degrees) {
    var document =
        SyntheticSignaturePage.of(3, Style.LINE_BELOW, 1, Filling.NOTHING, Filling.NOTHING)
            .document();
    return GrayImage.of(ScanEffects.rotated(degrees).atDpi(150).firstPage(document));
  }

  @ParameterizedTest
  @CsvSource({"180, 2", "270, 1"})
  void givenAPageOfManyWords_whenTurned_thenItIsReadUpright(int degrees, int quarters) {
    RecognizedPage page =
        TestNatives.recognizer()
            .recognize(1, closeType(degrees), Deadline.in(Duration.ofSeconds(60)));
    assertThat(page.quarters()).isEqualTo(quarters);
    assertThat(page.text().words()).hasSizeGreaterThan(400);
    assertThat(Recognizer.quality(page.text().words())).isGreaterThan(0.85);
  }

  @Test
  void givenWordsInOneCorner_whenASampleIsTaken_thenItIsThatCorner() {
    byte[] pixels = new byte[200 * 100];
    pixels[99 * 200 + 199] = 77;
    List<Word> words = new ArrayList<>();
    words.add(new Word("far", 10, 10, 30, 20, 1));
    for (int i = 0; i < 10; i++) {
      words.add(new Word("near", 350, 115 + 8 * i, 380, 120 + 8 * i, 1));
    }
    RecognizedPage page = new RecognizedPage(new PageText(1, 400, 200, words, false, 300), 0, 0, 2);
    Sample sample = Sample.of(new GrayImage(200, 100, pixels), page);
    assertThat(sample.words()).hasSize(10).allMatch(w -> w.text().equals("near"));
    assertThat(sample.pixels().width()).isBetween(89, 91);
    assertThat(sample.pixels().height()).isBetween(44, 46);
    byte[] part = sample.pixels().pixels();
    assertThat(part[part.length - 1]).isEqualTo((byte) 77);
  }
}
