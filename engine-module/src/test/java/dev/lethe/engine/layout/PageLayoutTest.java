package dev.lethe.engine.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.engine.page.PageText;
import dev.lethe.engine.page.Word;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PageLayoutTest {

  private static Word word(String text, double left, double top) {
    return new Word(text, left, top, left + text.length() * 5, top + 10, 1);
  }

  private static PageText page(boolean digital, Word... words) {
    return new PageText(1, 600, 800, List.of(words), digital, 72);
  }

  @Test
  void givenWordsOfASlantedLine_whenLaidOut_thenTheyAreOneRow() {
    Word[] words =
        IntStream.range(0, 12)
            .mapToObj(i -> word("word", i * 24, 100 + i * 2.5))
            .toArray(Word[]::new);
    assertThat(PageLayout.of(page(false, words)).rows()).hasSize(1);
  }

  @Test
  void givenAWideGap_whenLaidOut_thenTheRowHasTwoSegments() {
    PageLayout layout = PageLayout.of(page(true, word("Total", 10, 50), word("12.00", 300, 50)));
    assertThat(layout.rows()).hasSize(1);
    assertThat(layout.segments()).extracting(TextRun::text).containsExactly("Total", "12.00");
    assertThat(layout.rows().get(0).text()).isEqualTo("Total  12.00");
  }

  @Test
  void givenALabelGluedToItsValue_whenLaidOut_thenTheyArePartedAtTheColon() {
    PageLayout layout = PageLayout.of(page(true, word("Nr.:4711", 10, 50)));
    assertThat(layout.rows().get(0).words()).extracting(Word::text).containsExactly("Nr.:", "4711");
  }

  @Test
  void givenTheWordForANumberGluedToIt_whenLaidOut_thenTheyAreParted() {
    PageLayout layout = PageLayout.of(page(false, word("Nr.471102", 10, 50), word("No.5", 90, 50)));
    assertThat(layout.rows().get(0).words())
        .extracting(Word::text)
        .containsExactly("Nr.", "471102", "No.5");
  }

  @Test
  void givenATimeOrAWebAddress_whenLaidOut_thenItStaysWhole() {
    PageLayout layout =
        PageLayout.of(page(true, word("12:30", 10, 50), word("https://a.example", 60, 50)));
    assertThat(layout.rows().get(0).words()).hasSize(2);
  }

  @Test
  void givenAPartOfARow_whenCut_thenWholeWordsAreTaken() {
    TextRun run =
        new TextRun(1, List.of(word("one", 0, 0), word("two", 20, 0), word("three", 40, 0)));
    assertThat(run.cut(5, 9).text()).isEqualTo("two three");
  }

  @Test
  void givenRecognisedWords_whenOrdered_thenTheRecognisersOrderIsKept() {
    PageText page =
        page(false, word("b", 300, 50), word("c", 320, 50), word("a", 10, 50), word("d", 10, 90));
    assertThat(ReadingOrder.textOf(page)).isEqualTo("b c\na\n\nd");
  }

  @Test
  void givenTwoDigitalColumns_whenOrdered_thenEachIsReadDown() {
    PageText page =
        page(
            true,
            word("a1", 10, 50),
            word("a2", 30, 50),
            word("a3", 50, 50),
            word("b1", 300, 50),
            word("b2", 320, 50),
            word("b3", 340, 50),
            word("a4", 10, 65),
            word("a5", 30, 65),
            word("a6", 50, 65),
            word("b4", 300, 65),
            word("b5", 320, 65),
            word("b6", 340, 65),
            word("a7", 10, 80),
            word("a8", 30, 80),
            word("a9", 50, 80),
            word("b7", 300, 80),
            word("b8", 320, 80),
            word("b9", 340, 80));
    assertThat(ReadingOrder.textOf(page).replaceAll("\\s+", " "))
        .isEqualTo("a1 a2 a3 a4 a5 a6 a7 a8 a9 b1 b2 b3 b4 b5 b6 b7 b8 b9");
  }

  @Test
  void givenAnEmptyPage_whenLaidOut_thenThereIsNothing() {
    assertThat(PageLayout.of(page(true)).rows()).isEmpty();
    assertThat(ReadingOrder.textOf(page(true))).isEmpty();
  }
}
