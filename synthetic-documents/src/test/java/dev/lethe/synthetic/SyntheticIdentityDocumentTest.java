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
    int length = format.length();
    for (long seed = 1; seed <= 20; seed++) {
      SyntheticDocument document = SyntheticIdentityDocument.of(seed, Locale.GERMAN, format);
      List<String> zone = SyntheticIdentityDocument.zoneOf(seed, Locale.GERMAN, format);
      assertThat(zone).allMatch(line -> line.matches("[A-Z0-9<]{" + length + "}"));
      String number = document.answer("document_number");
      assertThat(String.join("", zone))
          .contains(number.substring(0, Math.min(9, number.length())))
          .contains(document.answer("surname").replace(' ', '<') + "<<");
      assertThat(SyntheticInvoiceTest.textOf(document.pdf())).contains(zone.get(0));
    }
  }

  @Test
  void givenNumberOfTwelveDigits_whenZoneOfCardIsMade_thenItRunsOnInTheOptionalData() {
    assertThat(specimen(MrzFormat.TD1, "592345678901", "").lines().get(0))
        .isEqualTo("I<UTO592345678<9017<<<<<<<<<<<");
  }

  @Test
  void givenNamesTooLong_whenZoneIsMade_thenTheyAreCutOff() {
    List<String> zone = specimen(MrzFormat.TD2, "D23145890", "").lines();
    assertThat(zone.get(0)).hasSize(36).startsWith("I<UTOERIKSSON<<ANNA");
    assertThat(
            new Mrz(
                    MrzFormat.TD1,
                    "I<",
                    "UTO",
                    "NILAVADHANANANDA",
                    "CHAYAPA DEJTHAMRONG",
                    "D23145890",
                    "UTO",
                    "740812",
                    'F',
                    LocalDate.of(2012, 4, 15),
                    "")
                .lines()
                .get(2))
        .isEqualTo("NILAVADHANANANDA<<CHAYAPA<DEJT");
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
        format == MrzFormat.TD3 ? "P<" : "I<",
        "UTO",
        "ERIKSSON",
        "ANNA MARIA",
        number,
        "UTO",
        "740812",
        'F',
        LocalDate.of(2012, 4, 15),
        personal);
  }
}
