package dev.lethe.engine.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.engine.page.Word;
import org.junit.jupiter.api.Test;

class SpellingTest {

  private static String corrected(String text, double confidence) {
    return Spelling.corrected(new Word(text, 0, 0, 50, 10, confidence)).text();
  }

  @Test
  void givenALetterReadAsOneThatLooksAlike_whenCorrected_thenTheWordIsRight() {
    assertThat(corrected("Jatan", 0.8)).isEqualTo("Jalan");
    assertThat(corrected("BUKTT", 0.8)).isEqualTo("BUKIT");
    assertThat(corrected("MALAYSTA,", 0.8)).isEqualTo("MALAYSIA,");
  }

  @Test
  void givenLettersThatDoNotLookAlike_whenCorrected_thenTheWordStays() {
    assertThat(corrected("Halle", 0.8)).isEqualTo("Halle");
    assertThat(corrected("Arden", 0.8)).isEqualTo("Arden");
    assertThat(corrected("Markt", 0.8)).isEqualTo("Markt");
  }

  @Test
  void givenAWordThatWasSurelyRead_whenCorrected_thenItStays() {
    assertThat(corrected("Jatan", 0.99)).isEqualTo("Jatan");
  }

  @Test
  void givenABracketForACapitalI_whenCorrected_thenOnlyWithoutItsOther() {
    assertThat(corrected("PUTER]", 0.8)).isEqualTo("PUTERI");
    assertThat(corrected("[PUTER]", 0.8)).isEqualTo("[PUTER]");
  }

  @Test
  void givenAMisreadLegalForm_whenPutRight_thenTheRestOfTheNameStays() {
    assertThat(Spelling.company("KEMBOJA HARDWARE SIN BHD")).isEqualTo("KEMBOJA HARDWARE SDN BHD");
    assertThat(Spelling.company("Sinar Trading")).isEqualTo("Sinar Trading");
  }
}
