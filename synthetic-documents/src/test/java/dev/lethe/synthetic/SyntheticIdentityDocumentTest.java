package dev.lethe.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SyntheticIdentityDocumentTest {

  @Test
  void givenPublishedSpecimens_whenZoneIsMade_thenItIsThePublishedOne() {
    assertThat(specimen(MrzFormat.TD1, "D23145890", "").lines())
        .containsExactly(
            "I<UTOD231458907<<<<<<<<<<<<<<<",
            "7408122F1204159UTO<<<<<<<<<<<6",
            "ERIKSSON<<ANNA<MARIA<<<<<<<<<<");
    assertThat(specimen(MrzFormat.TD2, "D23145890", "").lines())
        .containsExactly(
            "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6");
    assertThat(specimen(MrzFormat.TD3, "L898902C3", "ZE184226B").lines())
        .containsExactly(
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
            "L898902C36UTO7408122F1204159ZE184226B<<<<<10");
  }

  @ParameterizedTest
  @EnumSource
  void givenAnyFormat_whenMade_thenLinesHaveTheirLengthAndHoldTheAnswers(MrzFormat format)
      throws IOException {
    int length =
        switch (format) {
          case TD1 -> 30;
          case TD2 -> 36;
          case TD3 -> 44;
        };
    for (long seed = 1; seed <= 20; seed++) {
      SyntheticDocument document = SyntheticIdentityDocument.of(seed, Locale.GERMAN, format);
      List<String> zone = SyntheticIdentityDocument.zoneOf(seed, Locale.GERMAN, format);
      assertThat(zone).allMatch(line -> line.matches("[A-Z0-9<]{" + length + "}"));
      assertThat(String.join("", zone))
          .contains(document.answer("document_number"))
          .contains(document.answer("surname") + "<<");
      assertThat(SyntheticInvoiceTest.textOf(document.pdf())).contains(zone.get(0));
    }
  }

  @Test
  void givenLettersThatTheZoneLacks_whenTransliterated_thenTheirSubstitutesStand() {
    assertThat(Mrz.transliterate("Föhrmann")).isEqualTo("FOEHRMANN");
    assertThat(Mrz.transliterate("Grandpré")).isEqualTo("GRANDPRE");
    assertThat(Mrz.transliterate("O'Weiß-Lang")).isEqualTo("OWEISS LANG");
  }

  @Test
  void givenNumberThatDoesNotFit_whenZoneIsMade_thenItIsRefused() {
    assertThatThrownBy(() -> specimen(MrzFormat.TD3, "L898902C345", "").lines())
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Mrz specimen(MrzFormat format, String number, String personal) {
    return new Mrz(
        format,
        "UTO",
        "ERIKSSON",
        "ANNA MARIA",
        number,
        LocalDate.of(1974, 8, 12),
        'F',
        LocalDate.of(2012, 4, 15),
        personal);
  }
}
