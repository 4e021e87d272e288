package dev.lethe.engine.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.engine.page.Word;
import dev.lethe.worker.FieldRequest;
import dev.lethe.worker.FieldType;
import dev.lethe.worker.RevealPermit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnMarksTest {

  private int looks;

  /** Reads one text by the page's own language, in the places of the words that are there. */
  private Rereader own(Pages page, String text) {
    return (number, left, top, right, bottom, mode) -> {
      if (mode != Rereader.Mode.LINE_OWN_LANGUAGE) {
        return List.of();
      }
      looks++;
      List<Word> words = new ArrayList<>();
      List<Word> there =
          page.page().words().stream()
              .filter(w -> w.centerY() > top && w.centerY() < bottom)
              .filter(w -> w.centerX() > left && w.centerX() < right)
              .toList();
      String[] texts = text.split(" ");
      for (int i = 0; i < Math.min(texts.length, there.size()); i++) {
        Word w = there.get(i);
        words.add(new Word(texts[i], w.left(), w.top(), w.right(), w.bottom(), 0.9));
      }
      return words;
    };
  }

  private static Pages statement(Pages pages) {
    return pages.at(50, 100, "Kontoinhaber:").at(200, 100, "Hannelore Mollenkamp");
  }

  private static String holder(Pages page, Rereader rereader) {
    return Extractors.standard()
        .extract(
            List.of(page.page()),
            Optional.of("bank_statement"),
            Optional.empty(),
            List.of(new FieldRequest("account_holder", FieldType.TEXT)),
            rereader)
        .fields()
        .get(0)
        .normalized()
        .map(v -> v.reveal(RevealPermit.forExtraction()))
        .orElse("");
  }

  @ParameterizedTest
  @CsvSource({
    "Hannelore Möllenkamp, Hannelore Möllenkamp",
    "'Hannelore Möllenkamp,', Hannelore Möllenkamp",
    "Hannelore Müllenkamp, Hannelore Mollenkamp",
    "Hannelore Möllenkampf, Hannelore Mollenkamp",
    "Hannelore MÖLLENKAMP, Hannelore Mollenkamp",
    "Hannelore, Hannelore Mollenkamp"
  })
  void givenTheOwnModelsReading_whenItDiffersInMarksAlone_thenThoseAreTaken(
      String read, String expected) {
    Pages page = statement(Pages.scanned());
    assertThat(holder(page, own(page, read))).isEqualTo(expected);
  }

  @Test
  void givenADigitalPage_whenRead_thenNothingIsLookedAtAgain() {
    Pages page = statement(Pages.digital());
    assertThat(holder(page, own(page, "Hannelore Möllenkamp"))).isEqualTo("Hannelore Mollenkamp");
    assertThat(looks).isZero();
  }
}
