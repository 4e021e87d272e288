package dev.lethe.engine.extraction.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormNumbersTest {

  @ParameterizedTest
  @CsvSource({
    "1234567893, true",
    "1234567890, false",
    "3234567893, false",
    "123456789, false",
    "12345678931, false",
    "12345678G3, false"
  })
  void givenProviderNumber_whenChecked_thenOnlyItsLuhnDigitPasses(String number, boolean valid) {
    assertThat(FormNumbers.isNpi(number)).isEqualTo(valid);
  }

  @ParameterizedTest
  @CsvSource({
    "437-74-2821, true",
    "437742821, true",
    "000-74-2821, false",
    "666-74-2821, false",
    "437-00-2821, false",
    "437-74-0000, false",
    "912-74-2821, true",
    "912-34-2821, false",
    "43-774-2821-1, false"
  })
  void givenSocialSecurityNumber_whenChecked_thenImpossibleOnesFail(String number, boolean valid) {
    assertThat(FormNumbers.isSocialSecurity(number)).isEqualTo(valid);
  }

  @ParameterizedTest
  @CsvSource({"12-3456789, true", "00-3456789, false", "89-3456789, false", "12-345678, false"})
  void givenEmployerNumber_whenChecked_thenItsPrefixDecides(String number, boolean valid) {
    assertThat(FormNumbers.isEmployer(number)).isEqualTo(valid);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "E11.9; true",
        "E11.9, I10; true",
        "S52.501A; true",
        "U11.9; false",
        "e11.9; false",
        "E11.; false",
        "E11.12345; false",
        "11E.9; false"
      })
  void givenDiagnosisCodes_whenChecked_thenTheirFormDecides(String codes, boolean valid) {
    assertThat(FormNumbers.areDiagnoses(codes)).isEqualTo(valid);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      nullValues = "-",
      value = {
        "(297) 555-0106; US; +12975550106",
        "297.555.0106; US; +12975550106",
        "+49 30 123456; US; +4930123456",
        "030 123456; DE; +4930123456",
        "12; US; -",
        "letters; US; -"
      })
  void givenPrintedPhone_whenNormalised_thenItIsE164(String printed, String region, String wanted) {
    assertThat(FormNumbers.phone(printed, region).orElse(null)).isEqualTo(wanted);
  }
}
