package dev.lethe.tools.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchingTest {

  @ParameterizedTest
  @CsvSource({
    "invoice_date, DATE",
    "due_date, DATE",
    "date_of_birth, DATE",
    "receipt_time, DATE",
    "invoice_total, AMOUNT",
    "subtotal, AMOUNT",
    "amount_due, AMOUNT",
    "vendor_name, NAME",
    "vendor_address, NAME",
    "given_names, NAME",
    "iban, IDENTIFIER",
    "invoice_number, IDENTIFIER",
    "currency, IDENTIFIER",
    "vendor_tax_id, IDENTIFIER",
    "full_text, TEXT"
  })
  void givenAField_whenItsRuleIsAsked_thenItIsTheOneOfItsKind(String field, Matching rule) {
    assertThat(Matching.of(field)).isEqualTo(rule);
  }

  @ParameterizedTest
  @CsvSource({
    "NAME, 'Müller & Söhne GmbH', 'MÜLLER SÖHNE GMBH', true",
    "NAME, 'NO. 8, JALAN 7/118B', 'no 8 jalan 7/118 b', true",
    "NAME, 'Müller GmbH', 'Muller GmbH', false",
    "NAME, 'Hauptstraße 1', 'HAUPTSTRASSE 1', true",
    "AMOUNT, '2000.00', '2000', true",
    "AMOUNT, '-8.79', '-8.790', true",
    "AMOUNT, '8.79', '-8.79', false",
    "AMOUNT, '1,00', '1.00', false",
    "DATE, '2018-10-31', '2018-10-31', true",
    "DATE, '2018-10-31', '2018-10-13', false",
    "DATE, '2018-10-31', '31.10.2018', false",
    "IDENTIFIER, 'DE88200800000970375700', 'DE88 2008 0000 0970 3757 00', true",
    "IDENTIFIER, 'RE-20190610/507', 'RE20190610/507', false",
    "IDENTIFIER, 'R18-31', 'r18-31', false"
  })
  void givenTwoValues_whenCompared_thenTheRuleDecides(
      Matching rule, String expected, String found, boolean right) {
    assertThat(rule.matches(expected, found)).isEqualTo(right);
  }

  @Test
  void givenSeveralRightValues_whenOneIsFound_thenItCounts() {
    assertThat(Matching.IDENTIFIER.matchesAny(List.of("GB00A", "GB01B"), "GB 01 B")).isTrue();
    assertThat(Matching.IDENTIFIER.matchesAny(List.of("GB00A", "GB01B"), "GB02C")).isFalse();
    assertThat(Matching.IDENTIFIER.matchesAny(List.of(), "GB02C")).isFalse();
  }

  @Test
  void givenTexts_whenCompared_thenOneWrongCharacterInTwentyIsStillRight() {
    String expected = "abcdefghijklmnopqrst";
    assertThat(Matching.TEXT.matches(expected, "abcdefghijklmnopqrsX")).isTrue();
    assertThat(Matching.TEXT.matches(expected, "abcdefghijklmnopqrXX")).isFalse();
  }

  @Test
  void givenTexts_whenErrorsAreCounted_thenTheyAreThoseCountedByHand() {
    assertThat(CharacterErrors.between("kitten", "sitting")).isEqualTo(new CharacterErrors(3, 6));
    assertThat(CharacterErrors.between("a  b\n c", " a b c ").errors()).isZero();
    assertThat(CharacterErrors.between("abc", "").rate()).isEqualTo(1);
    assertThat(CharacterErrors.between("", "abc").rate()).isEqualTo(1);
    assertThat(CharacterErrors.between("", "").rate()).isZero();
  }
}
