package dev.lethe.engine.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.engine.layout.TextRun;
import dev.lethe.engine.page.Word;
import dev.lethe.engine.page.Word.Alternative;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsensusTest {

  private static final double LETTER = 10;

  /** Words as wide as their letters, a letter's width apart, all as sure. */
  private static TextRun reading(double sure, String text) {
    List<Word> words = new ArrayList<>();
    double x = 0;
    for (String word : text.split(" ")) {
      words.add(new Word(word, x, 0, x + word.length() * LETTER, 20, sure));
      x += (word.length() + 1) * LETTER;
    }
    return new TextRun(1, words);
  }

  @Test
  void givenReadings_whenMostAgree_thenTheirWordIsElectedAndTheOtherStaysBesideIt() {
    TextRun elected =
        Consensus.of(
            List.of(
                reading(0.8, "Ulmengasse 18"),
                reading(0.7, "Ulmengasse 13"),
                reading(0.7, "Ulmengasse 13")));
    assertThat(elected.text()).isEqualTo("Ulmengasse 13");
    assertThat(elected.words().get(1).alternatives())
        .extracting(Alternative::text)
        .containsExactly("18");
    assertThat(elected.words().get(0).alternatives()).isEmpty();
  }

  @Test
  void givenOneReading_whenNoOtherWasTaken_thenItStaysAsItIs() {
    TextRun only = reading(0.2, "Erlenw3g 4");
    assertThat(Consensus.of(List.of(only)).text()).isEqualTo(only.text());
  }

  @Test
  void givenAWordThatAnotherReadingParts_whenElected_thenNothingStandsTwice() {
    TextRun parted =
        new TextRun(
            1, List.of(new Word("98", 0, 0, 20, 20, 0.6), new Word("E40.00", 40, 0, 90, 20, 0.6)));
    TextRun whole = new TextRun(1, List.of(new Word("98,640.00", 0, 0, 90, 20, 0.6)));
    assertThat(Consensus.of(List.of(parted, whole, whole)).text()).isEqualTo("98,640.00");
    assertThat(Consensus.of(List.of(parted, parted, whole)).text()).isEqualTo("98 E40.00");
  }

  @Test
  void givenTwoReadings_whenOnlyOneIsADateThatExists_thenItIsElected() {
    TextRun elected = Consensus.of(List.of(reading(0.9, "31.02.2026"), reading(0.6, "31.01.2026")));
    assertThat(elected.text()).isEqualTo("31.01.2026");
  }

  @Test
  void givenTwoReadings_whenCheckDigitsFitOnlyOne_thenItIsElected() {
    TextRun elected =
        Consensus.of(
            List.of(
                reading(0.95, "DE89370400440582013000"),
                reading(0.95, "DE89370400440582013000"),
                reading(0.3, "DE89370400440532013000")));
    assertThat(elected.text()).isEqualTo("DE89370400440532013000");
  }

  @Test
  void givenAMarkThatOneOfManyReadingsSaw_whenElected_thenItIsGone() {
    TextRun noisy =
        new TextRun(
            1, List.of(new Word("Total", 0, 0, 50, 20, 0.9), new Word("~", 200, 0, 210, 20, 0.3)));
    TextRun clean = reading(0.9, "Total");
    assertThat(Consensus.of(List.of(noisy, clean, clean)).text()).isEqualTo("Total");
    assertThat(Consensus.of(List.of(noisy, clean)).words()).hasSize(2);
  }

  @Test
  void givenNumbersThatDifferInTheirPoint_whenElected_thenTheyAreNotTheSame() {
    TextRun elected =
        Consensus.of(List.of(reading(0.8, "1250"), reading(0.5, "12.50"), reading(0.5, "12.50")));
    assertThat(elected.text()).isEqualTo("12.50");
    assertThat(Consensus.agree(reading(0.8, "1250"), reading(0.5, "12.50"))).isFalse();
    assertThat(Consensus.agree(reading(0.8, "Köln,"), reading(0.5, "Köln"))).isTrue();
  }
}
