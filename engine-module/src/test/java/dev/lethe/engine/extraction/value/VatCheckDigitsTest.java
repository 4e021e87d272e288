package dev.lethe.engine.extraction.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VatCheckDigitsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GB123456782",
        "DE123456788",
        "FR32123456789",
        "CHE123456788",
        "BE0123456749",
        "IT01234560124",
        "PT501234560"
      })
  void givenAnInventedNumber_whenChecked_thenItFitsAndNoOtherLastDigitDoes(String number) {
    assertThat(VatCheckDigits.fit(number)).contains(true);
    int last = number.charAt(number.length() - 1) - '0';
    String other = number.substring(0, number.length() - 1) + (last + 1) % 10;
    assertThat(VatCheckDigits.fit(other)).contains(false);
  }

  @Test
  void givenANumberOfNoKnownRule_whenChecked_thenNothingIsSaid() {
    assertThat(VatCheckDigits.fit("SE123456789012")).isEmpty();
    assertThat(VatCheckDigits.fit("12-3456789")).isEmpty();
    assertThat(VatCheckDigits.fit("DE12345")).isEmpty();
    assertThat(VatCheckDigits.fit("FRAB123456789")).isEmpty();
  }
}
