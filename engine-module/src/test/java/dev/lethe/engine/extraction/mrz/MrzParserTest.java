package dev.lethe.engine.extraction.mrz;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MrzParserTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
  private static final String TD3_1 = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<";
  private static final String TD3_2 = "L898902C36UTO7408122F1204159ZE184226B<<<<<10";

  private static Optional<MrzZone> parse(String... lines) {
    return MrzParser.parse(Arrays.stream(lines).map(List::of).toList());
  }

  @Test
  void givenAPassport_whenParsed_thenAllFieldsAndChecksAreRight() {
    MrzZone zone = parse(TD3_1, TD3_2).orElseThrow();
    assertThat(zone.format()).isEqualTo(MrzFormat.TD3);
    assertThat(zone.allChecksPass()).isTrue();
    assertThat(zone.surname()).isEqualTo("ERIKSSON");
    assertThat(zone.givenNames()).isEqualTo("ANNA MARIA");
    assertThat(zone.documentNumber()).isEqualTo("L898902C3");
    assertThat(zone.personalNumber()).isEqualTo("ZE184226B");
    assertThat(zone.sex()).isEqualTo("F");
    assertThat(zone.dateOfBirth(TODAY)).contains(LocalDate.of(1974, 8, 12));
    assertThat(zone.dateOfExpiry()).contains(LocalDate.of(2012, 4, 15));
  }

  @Test
  void givenAnIdentityCard_whenParsed_thenItIsTd1() {
    MrzZone zone =
        parse(
                "I<UTOD231458907<<<<<<<<<<<<<<<",
                "7408122F1204159UTO<<<<<<<<<<<6",
                "ERIKSSON<<ANNA<MARIA<<<<<<<<<<")
            .orElseThrow();
    assertThat(zone.format()).isEqualTo(MrzFormat.TD1);
    assertThat(zone.allChecksPass()).isTrue();
    assertThat(zone.documentNumber()).isEqualTo("D23145890");
  }

  @Test
  void givenALongDocumentNumber_whenParsed_thenItRunsOnInTheOptionalData() {
    MrzZone zone =
        parse(
                "I<UTOD23145890<7349<<<<<<<<<<<",
                "3407127M9507122UTO<<<<<<<<<<<2",
                "STEVENSON<<PETER<JOHN<<<<<<<<<")
            .orElseThrow();
    assertThat(zone.documentNumber()).isEqualTo("D23145890734");
    assertThat(zone.personalNumber()).isEmpty();
  }

  @Test
  void givenASmallDocumentOfTwoLines_whenParsed_thenItIsTd2() {
    MrzZone zone =
        parse("I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6")
            .orElseThrow();
    assertThat(zone.format()).isEqualTo(MrzFormat.TD2);
    assertThat(zone.allChecksPass()).isTrue();
  }

  @Test
  void givenVisas_whenParsed_thenTheirFormatFollowsTheirLength() {
    assertThat(
            parse(
                    "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
                    "L8988901C4XXX4009078F96121096ZE184226B<<<<<<")
                .map(MrzZone::format))
        .contains(MrzFormat.MRV_A);
    assertThat(
            parse("V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "L8988901C4XXX4009078F9612109<<<<<<<<")
                .map(MrzZone::format))
        .contains(MrzFormat.MRV_B);
  }

  @Test
  void givenLostFillersAndSpaces_whenParsed_thenTheLinesAreFilledUp() {
    MrzZone zone =
        parse("P<UTOERIKSSON<<ANNA<MARIA<<<<<< <<<", "L898902C36UTO7408122F1204159ZE184226B<10")
            .orElseThrow();
    assertThat(zone.lines()).containsExactly(TD3_1, TD3_2);
  }

  @Test
  void givenLettersForDigits_whenParsed_thenPositionsAreRepairedByType() {
    MrzZone zone = parse(TD3_1, "L898902C36UT074O8I22F12O4159ZE184226B<<<<<10").orElseThrow();
    assertThat(zone.lines().get(1)).isEqualTo(TD3_2);
  }

  @Test
  void givenLookAlikesInTheNumber_whenParsed_thenTheCheckDigitJudges() {
    MrzZone zone = parse(TD3_1, "L8989O2C36UTO7408122F1204159ZE184226B<<<<<10").orElseThrow();
    assertThat(zone.documentNumber()).isEqualTo("L898902C3");
  }

  @Test
  void givenAWrongCheckDigit_whenParsed_thenItIsReportedAndNothingIsInvented() {
    MrzZone zone = parse(TD3_1, "L898902C36UTO7408123F1204159ZE184226B<<<<<10").orElseThrow();
    assertThat(zone.checks())
        .containsEntry("birth-date-check-digit", false)
        .containsEntry("document-number-check-digit", true);
  }

  @Test
  void givenTwoReadingsOfALine_whenParsed_thenTheOneWhoseChecksFitIsTaken() {
    MrzZone zone =
        MrzParser.parse(
                List.of(
                    List.of(TD3_1), List.of("L898902C36UTO7408122F1204169ZE184226B<<<<<10", TD3_2)))
            .orElseThrow();
    assertThat(zone.allChecksPass()).isTrue();
  }

  @Test
  void givenTextThatIsNoZone_whenParsed_thenNothingIsFound() {
    assertThat(parse("THIS IS A LETTER OF SOME LENGTH INDEED YES", "AND ITS SECOND LINE 1234"))
        .isEmpty();
    assertThat(MrzParser.parse(List.of())).isEmpty();
  }

  @Test
  void givenAGermanPassport_whenParsed_thenTheCountryIsOneLetter() {
    MrzZone zone =
        parse(
                "P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<",
                "C01X00T478D<<6408125F2702283<<<<<<<<<<<<<<<4")
            .orElseThrow();
    assertThat(zone.issuingCountry()).isEqualTo("D");
    assertThat(zone.nationality()).isEqualTo("D");
  }

  /** By 5 is left out: the weights 7, 3, 1 let such a change pass. */
  @Test
  void givenAnyNumber_whenOneDigitChanges_thenItsCheckDigitNoLongerFits() {
    new Random(4711)
        .ints(100, 0, 1_000_000_000)
        .mapToObj(number -> String.format("%09d", number))
        .forEach(MrzParserTest::requireThatEachChangeIsSeen);
  }

  private static void requireThatEachChangeIsSeen(String number) {
    char digit = CheckDigit.of(number);
    assertThat(CheckDigit.fits(number, digit)).isTrue();
    for (int at = 0; at < number.length(); at++) {
      for (int by : new int[] {1, 2, 3, 4}) {
        char other = (char) ('0' + (number.charAt(at) - '0' + by) % 10);
        String changed = number.substring(0, at) + other + number.substring(at + 1);
        assertThat(CheckDigit.fits(changed, digit)).as("%s for %s", changed, number).isFalse();
      }
    }
  }

  @Test
  void givenNumberThatBeginsWithTheFillersLookAlike_whenParsed_thenTheLetterStays() {
    // K and the filler count the same in a check digit
    MrzZone zone =
        parse(
                TD3_1,
                "K5311760<" + CheckDigit.of("K5311760<") + "UTO7408122F1204159<<<<<<<<<<<<<<00")
            .orElseThrow();
    assertThat(zone.documentNumber()).isEqualTo("K5311760");
  }

  @Test
  void givenNumberOfMixedLettersThatFits_whenParsed_thenNothingIsExchanged() {
    for (String number : List.of("Z663K3599", "B2S8I5Z01", "E41721379")) {
      MrzZone zone =
          parse(TD3_1, number + CheckDigit.of(number) + "UTO7408122F1204159<<<<<<<<<<<<<<00")
              .orElseThrow();
      assertThat(zone.documentNumber()).isEqualTo(number);
    }
  }

  @Test
  void givenPersonalNumberWithALetterReadAsDigit_whenParsed_thenItsCheckDigitMendsIt() {
    String personal = "KO746405528<<<";
    String line = "L898902C36UTO7408122F1204159" + personal + CheckDigit.of(personal);
    String composite = line.substring(0, 10) + line.substring(13, 20) + line.substring(21, 43);
    String read = line.replace("KO7", "K07") + CheckDigit.of(composite);
    MrzZone zone = parse(TD3_1, read).orElseThrow();
    assertThat(zone.format()).isEqualTo(MrzFormat.TD3);
    assertThat(zone.personalNumber()).isEqualTo("KO746405528");
    assertThat(zone.allChecksPass()).isTrue();
  }

  @Test
  void givenTwoReadingsThatFit_whenTheDocumentPrintsOne_thenThatIsTaken() {
    // two digits that change places may leave the check digit as it is
    String right = "E41721379" + CheckDigit.of("E41721379");
    String wrong = "E41271379" + CheckDigit.of("E41271379");
    assertThat(right.charAt(9)).isEqualTo(wrong.charAt(9));
    String rest = "UTO7408122F1204159<<<<<<<<<<<<<<00";
    List<List<String>> readings = List.of(List.of(TD3_1), List.of(wrong + rest, right + rest));
    assertThat(MrzParser.parse(readings, "E41721379"::equals).orElseThrow().documentNumber())
        .isEqualTo("E41721379");
  }

  @Test
  void givenDataInTheSecondLineOfACard_whenParsed_thenItIsThePersonalNumber() {
    String first = "I<UTOD231458907<<<<<<<<<<<<<<<";
    String second = "7408122F1204159UTO12345<<<<<<";
    String composite =
        first.substring(5)
            + second.substring(0, 7)
            + second.substring(8, 15)
            + second.substring(18);
    MrzZone zone =
        parse(first, second + CheckDigit.of(composite), "ERIKSSON<<ANNA<MARIA<<<<<<<<<<")
            .orElseThrow();
    assertThat(zone.personalNumber()).isEqualTo("12345");
    assertThat(zone.allChecksPass()).isTrue();
  }

  @Test
  void givenUnknownDayOfBirth_whenParsed_thenThereIsNoDate() {
    String birth = "74<<<<";
    MrzZone zone =
        parse(TD3_1, "L898902C36UTO" + birth + CheckDigit.of(birth) + "F1204159ZE184226B<<<<<10")
            .orElseThrow();
    assertThat(zone.dateOfBirth(TODAY)).isEmpty();
    assertThat(zone.checks()).containsEntry("birth-date-check-digit", true);
  }
}
