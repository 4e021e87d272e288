package dev.lethe.engine.extraction.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BankAccountsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DE89370400440532013000 | DE89370400440532013000",
        "IBAN: DE89 3704 0044 0532 0130 00 | DE89370400440532013000",
        "de89 3704 0044 0532 0130 00 | DE89370400440532013000",
        "DE89-3704-0044-0532-0130-00 | DE89370400440532013000",
        "GB29 NWBK 6016 1331 9268 19 | GB29NWBK60161331926819",
        "FR14 2004 1010 0505 0001 3M02 606 | FR1420041010050500013M02606",
        "DE89 37O4 0044 O532 0130 00 | DE89370400440532013000",
        "DE89370400440532013000 BIC COBADEFF | DE89370400440532013000"
      })
  void givenAnIban_whenRead_thenItIsFoundWithoutSpaces(String text, String wanted) {
    assertThat(BankAccounts.ibansIn(text)).extracting(Found::value).containsExactly(wanted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DE88370400440532013000",
        "DE8937040044053201300",
        "XX89370400440532013000",
        "Lieferung an 12345678901234567890",
        "DE123456789"
      })
  void givenWrongDigitsOrLength_whenRead_thenNoIbanIsFound(String text) {
    assertThat(BankAccounts.ibansIn(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"BIC COBADEFFXXX | COBADEFFXXX", "SWIFT: DEUTDEFF | DEUTDEFF"})
  void givenABic_whenRead_thenItIsFound(String text, String wanted) {
    assertThat(BankAccounts.bicsIn(text)).extracting(Found::value).containsExactly(wanted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"COBAXXFF", "cobadeff", "COBADEF"})
  void givenNoBic_whenRead_thenNothingIsFound(String text) {
    assertThat(BankAccounts.bicsIn(text)).isEmpty();
  }
}
