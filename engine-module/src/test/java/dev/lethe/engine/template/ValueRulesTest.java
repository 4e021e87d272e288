package dev.lethe.engine.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.engine.template.FormTemplate.Kind;
import dev.lethe.worker.Validation.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueRulesTest {

  @ParameterizedTest
  @CsvSource({
    "SSN, 268-52-3240, 268-52-3240",
    "SSN, 268 - 52-3240, 268-52-3240",
    "SSN, 268523240, 268-52-3240",
    "EIN, 612240073, 61-2240073",
    "AMOUNT, '96,401.70', 96401.70",
    "AMOUNT, '$ 96401 70', 96401.70",
    "AMOUNT, '1 234 56', 1234.56",
    "AMOUNT, '96.401.70', 96401.70",
    "AMOUNT, 1234, 1234.00",
    "AMOUNT, '(12.50)', -12.50",
    "DATE, 01 02 1960, 1960-01-02",
    "DATE, 01/02/60, 1960-01-02",
    "DATE, 01021960, 1960-01-02",
    "NPI, 1234567893, 1234567893",
    "YEAR, Form W-2 2 0 2 5, 2025",
    "PHONE, (212) 555-0123, +12125550123",
    "EMAIL, A.B @example.com, a.b@example.com",
    "NAME, '‘ Alma  Ashdown |', Alma Ashdown",
    "ADDRESS, '1 Oak Road\nEaston, |A 10001', '1 Oak Road, Easton, IA 10001'",
    "IDENTIFIER, XYZ 123 456, XYZ123456",
    "IDENTIFIER, ¥ZC12$7, YZC12S7",
  })
  void givenWriting_whenNormalised_thenItHasTheFormOfItsKind(Kind kind, String text, String value) {
    assertThat(ValueRules.normal(kind, text).orElseThrow().value()).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "SSN, 268-52-324",
    "SSN, 12-3456789-1",
    "EIN, 12-34567",
    "NPI, 123456789",
    "AMOUNT, abc",
    "AMOUNT, '.'",
    "AMOUNT, ''",
    "DATE, 13 45 2020",
    "DATE, 02 30 2020",
    "YEAR, 12345",
    "PHONE, 555-0123",
    "EMAIL, nobody",
    "NAME, '| .'",
    "TEXT, '-'",
  })
  void givenWhatCannotBeAValue_whenNormalised_thenThereIsNone(Kind kind, String text) {
    assertThat(ValueRules.normal(kind, text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "SSN, 000-12-3456, never-assigned",
    "SSN, 666-12-3456, never-assigned",
    "SSN, 123-00-3456, never-assigned",
    "SSN, 123-45-0000, never-assigned",
    "SSN, XXX-XX-1234, masked-on-the-form",
    "EIN, 07-1234567, prefix-not-assigned",
    "NPI, 1234567890, check-digit-wrong",
    "NPI, 3234567893, check-digit-wrong",
    "AMOUNT, 1234, no-cents",
    "PHONE, (012) 555-0123, not-a-possible-number",
  })
  void givenAValueThatFailsItsCheck_whenNormalised_thenTheReasonIsTold(
      Kind kind, String text, String reason) {
    var normal = ValueRules.normal(kind, text).orElseThrow();
    assertThat(normal.certain()).isFalse();
    assertThat(normal.checks())
        .anyMatch(c -> c.outcome() == Outcome.FAILED && c.reason().equals(reason));
  }

  @ParameterizedTest
  @CsvSource({
    "01 02 26 01 03 26, 2026-01-02/2026-01-03",
    "01 02 26 01 02 26, 2026-01-02",
    "01022026, 2026-01-02",
    "010226, 2026-01-02",
  })
  void givenDatesOfAService_whenRead_thenTheyAreADayOrAnInterval(String text, String value) {
    assertThat(ValueRules.interval(text)).contains(value);
  }

  @Test
  void givenAServiceThatEndsBeforeItBegins_whenRead_thenThereIsNoInterval() {
    assertThat(ValueRules.interval("01 03 26 01 02 26")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "M5450, M54.50",
    "110, I10",
    "S93.401A, S93.401A",
    "J O69, J06.9",
    "|10, I10",
    "T10, I10",
    "T2510, I25.10",
    "T25.121A, T25.121A",
    "T310, T31.0",
    "U071, U07.1"
  })
  void givenADiagnosis_whenRead_thenItIsACode(String text, String code) {
    assertThat(ValueRules.diagnosis(text)).contains(code);
  }

  @ParameterizedTest
  @CsvSource({"A", "ABCDE", "12", "HELLO", "S93401ABC"})
  void givenNoDiagnosis_whenRead_thenThereIsNoCode(String text) {
    assertThat(ValueRules.diagnosis(text)).isEmpty();
  }
}
