package dev.lethe.engine.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.engine.extraction.Rereader.Mode;
import dev.lethe.engine.page.GrayImage;
import dev.lethe.engine.page.Word;
import dev.lethe.engine.page.Word.Alternative;
import dev.lethe.synthetic.ScanEffects;
import dev.lethe.synthetic.SyntheticText;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SecondReadingTest {

  private static final GrayImage PAGE =
      GrayImage.of(ScanEffects.clean().atDpi(75).firstPage(SyntheticText.of(5, Locale.ENGLISH)));

  private static List<Word> read(Recognizer recognizer, Mode mode) {
    return recognizer.reread(
        PAGE, 0, 0, PAGE.width(), PAGE.height() / 4.0, mode, Deadline.in(Duration.ofSeconds(30)));
  }

  private static List<Word> lineOf(Word word) {
    return TestNatives.recognizer()
        .reread(
            PAGE,
            word.left() - 2,
            word.top() - 2,
            word.right() + 2,
            word.bottom() + 2,
            Mode.LINE,
            Deadline.in(Duration.ofSeconds(30)));
  }

  @Test
  void givenALine_whenReadForAlternatives_thenEachDiffersFromItsWordAndIsWorthLess() {
    List<Word> doubtful =
        read(TestNatives.recognizer(), Mode.BLOCK).stream()
            .limit(30)
            .flatMap(w -> lineOf(w).stream())
            .filter(w -> !w.alternatives().isEmpty())
            .toList();
    assertThat(doubtful).isNotEmpty();
    for (Word word : doubtful) {
      assertThat(word.alternatives()).extracting(Alternative::text).doesNotContain(word.text());
      assertThat(word.alternatives()).allMatch(a -> a.share() > 0 && a.share() <= 1);
    }
  }

  @Test
  void givenABlock_whenReadForItsWords_thenNobodyLooksForAlternatives() {
    assertThat(read(TestNatives.recognizer(), Mode.BLOCK))
        .isNotEmpty()
        .allMatch(w -> w.alternatives().isEmpty());
  }

  @Test
  void givenAShadedLine_whenMadeBlackAndWhite_thenInkAndPaperAreToldByTheirSurroundings() {
    int width = 200;
    byte[] pixels = new byte[width * 40];
    for (int i = 0; i < pixels.length; i++) {
      int paper = 250 - i % width;
      boolean ink = i % width % 20 < 3;
      pixels[i] = (byte) (ink ? paper / 3 : paper);
    }
    byte[] binary = new GrayImage(width, 40, pixels).binary(40).pixels();
    for (int i = 0; i < pixels.length; i++) {
      assertThat(binary[i] & 0xFF).isEqualTo(i % width % 20 < 3 ? 0 : 255);
    }
  }
}
