package dev.lethe.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SyntheticTextTest {

  @Test
  void givenEachLanguage_whenMade_thenTheAnswerIsTheText() throws IOException {
    for (Locale locale : List.of(Locale.ENGLISH, Locale.GERMAN, Locale.FRENCH)) {
      SyntheticDocument page = SyntheticText.of(3, locale);
      assertThat(SyntheticInvoiceTest.textOf(page.pdf()).replaceAll("\\s+", " ").strip())
          .isEqualTo(page.answer("full_text").replace('\n', ' '));
    }
  }
}
