package dev.lethe.engine.pii;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.engine.layout.Box;
import dev.lethe.engine.page.PageText;
import dev.lethe.engine.page.Word;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentifiersTest {

  private final Identifiers finder = new Identifiers();

  private List<String> found(String kind, String text) {
    return finder.in(text).stream()
        .filter(s -> s.kind().equals(kind))
        .map(s -> text.substring(s.start(), s.end()).strip())
        .distinct()
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "email | write to lia.moor@example.org today | lia.moor@example.org",
        "email | LIA.MOOR+x@EXAMPLE.CO.UK | LIA.MOOR+x@EXAMPLE.CO.UK",
        "iban | DE89 3704 0044 0532 0130 00 | DE89 3704 0044 0532 0130 00",
        "iban | iban de89370400440532013000 | de89370400440532013000",
        "iban | IBAN: DE00 3704 0044 0532 0130 00 | DE00 3704 0044 0532 0130 00",
        "payment_card | 4111 1111 1111 1111 | 4111 1111 1111 1111",
        "payment_card | 4111-1111-1111-1111 | 4111-1111-1111-1111",
        "payment_card | 371449635398431 | 371449635398431",
        "phone | +49 30 901820 | +49 30 901820",
        "phone | Tel.: 030 901820 | 030 901820",
        "phone | (415) 555-0132 | (415) 555-0132",
        "social_security_number | SSN 536-22-8726 | 536-22-8726",
        "social_security_number | 911-70-1234 | 911-70-1234",
        "social_security_number | 15070649C103 | 15070649C103",
        "social_security_number | 15 070649 c 10 3 | 15 070649 c 10 3",
        "social_security_number | 756.9217.0769.85 | 756.9217.0769.85",
        "social_security_number | 12345678Z | 12345678Z",
        "social_security_number | hh 01 02 03 d | hh 01 02 03 d",
        "tax_id | USt-IdNr. DE123456789 | DE123456789",
        "tax_id | Steuer-ID 86 095 742 719 | 86 095 742 719",
        "mrz | L898902C36UTO7408122F1204159ZE184226B<<<<<10 | L898902C36UTO7408122F1204159ZE184226B<<<<<10",
        "date_of_birth | Date of birth: 12.08.1974 | 12.08.1974",
        "date_of_birth | geb. am 1.2.1980 | 1.2.1980",
        "person | Sehr geehrte Frau Lia Moor, | Frau Lia Moor",
        "person | Patient: Ada Winter | Ada Winter",
        "address | Uferstr. 12a | Uferstr. 12a",
        "address | 20095 Hamburg | 20095 Hamburg",
        "address | 12 rue de la Paix | 12 rue de la Paix",
        "address | 221 Baker Street | 221 Baker Street",
        "labelled_number | Reisepass C01234565 | C01234565"
      })
  void givenAnIdentifier_whenLookedFor_thenItsWholeSpanIsFound(
      String kind, String text, String span) {
    assertThat(found(kind, text)).anyMatch(s -> s.contains(span));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "email | hello-world here",
        "iban | DE00370400440532013000",
        "payment_card | 4111 1111 1111 1112",
        "payment_card | 1748503543012",
        "phone | Order 4711",
        "social_security_number | 000-22-8726",
        "social_security_number | 666-22-8726",
        "social_security_number | 078-05-1120",
        "social_security_number | 15070649C104",
        "social_security_number | 756.9217.0769.86",
        "social_security_number | 12345678A",
        "tax_id | 12 345 678 901",
        "mrz | AN ORDINARY LINE OF CAPITAL LETTERS",
        "date_of_birth | Date: 12.08.1974",
        "person | The quick brown fox",
        "labelled_number | Reisepass vorzeigen"
      })
  void givenAWrongCheckDigitOrNoContext_whenLookedFor_thenNothingIsFound(String kind, String text) {
    assertThat(found(kind, text)).isEmpty();
  }

  @Test
  void givenAnIbanOfSeveralWords_whenFoundOnAPage_thenItsBoxHoldsAllOfThem() {
    List<Word> words = new ArrayList<>();
    double x = 10;
    for (String part : "IBAN: DE89 3704 0044 0532 0130 00".split(" ")) {
      words.add(new Word(part, x, 100, x + part.length() * 6, 110, 1));
      x += part.length() * 6 + 4;
    }
    PageText page = new PageText(1, 600, 800, words, true, 72);
    Identifier iban =
        Identifiers.standard().find(page).stream()
            .filter(i -> i.kind().equals("iban"))
            .findFirst()
            .orElseThrow();
    Box box = iban.boxes().get(0);
    assertThat(box.left()).isEqualTo(words.get(1).left());
    assertThat(box.right()).isEqualTo(words.get(6).right());
  }

  @Test
  void givenAnEmptyPage_whenSearched_thenNothingIsFound() {
    assertThat(Identifiers.standard().find(new PageText(1, 600, 800, List.of(), true, 72)))
        .isEmpty();
  }
}
