package dev.lethe.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CheckDigitsTest {

  @Test
  void givenPublishedIbans_whenMade_thenTheCheckDigitsAgree() {
    assertThat(CheckDigits.iban("GB", "WEST12345698765432")).isEqualTo("GB82WEST12345698765432");
    assertThat(CheckDigits.iban("DE", "370400440532013000")).isEqualTo("DE89370400440532013000");
  }

  @Test
  void givenPublishedFrenchAccount_whenKeyIsMade_thenItAgrees() {
    assertThat(CheckDigits.ribKey("20041" + "01005" + "0500013M026")).isEqualTo("06");
  }

  @Test
  void givenPublishedMachineReadableZone_whenChecked_thenTheDigitsAgree() {
    assertThat(CheckDigits.icao("L898902C3")).isEqualTo('6');
    assertThat(CheckDigits.icao("740812")).isEqualTo('2');
    assertThat(CheckDigits.icao("120415")).isEqualTo('9');
    assertThat(CheckDigits.icao("ZE184226B<<<<<")).isEqualTo('1');
  }

  @Test
  void givenPublishedNumbers_whenChecked_thenLuhnAndVatAgree() {
    assertThat(CheckDigits.luhn("7992739871")).isEqualTo(3);
    assertThat(CheckDigits.mod11And10("13669597")).isEqualTo(6);
    assertThat(CheckDigits.britishVat("9807806")).isEqualTo("84");
  }
}
