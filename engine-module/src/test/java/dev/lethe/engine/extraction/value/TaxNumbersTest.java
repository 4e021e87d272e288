package dev.lethe.engine.extraction.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaxNumbersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "USt-IdNr: DE123456789 | DE123456789",
        "DE 123 456 789 | DE123456789",
        "FR 32 123 456 789 | FR32123456789",
        "GB 123 4567 89 | GB123456789",
        "ATU12345678 | ATU12345678",
        "NL123456789B01 | NL123456789B01",
        "CHE-123.456.789 MWST | CHE123456789"
      })
  void givenAVatNumber_whenRead_thenItIsFound(String text, String wanted) {
    assertThat(TaxNumbers.vatIn(text)).extracting(Found::value).contains(wanted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"DE12345678", "AB123456789", "123456789", "IT1234567890"})
  void givenAnotherForm_whenRead_thenNoVatNumberIsFound(String text) {
    assertThat(TaxNumbers.vatIn(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"78910/12345 | 7891012345", "2200000100001 | 2200000100001"})
  void givenALabelledNumber_whenRead_thenItMayBeATaxNumber(String text, String wanted) {
    assertThat(TaxNumbers.labelledIn(text)).extracting(Found::value).containsExactly(wanted);
  }
}
