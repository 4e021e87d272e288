package dev.lethe.engine.barcode;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LicencePayloadTest {

  private static final String CURRENT =
      "@\n\u001e\rANSI 636014100002DL00410150ZC01910020"
          + "DLDAQY1234567\nDCSSAMPLE\nDDEN\nDACALMA\nDDFN\nDADTABITHA\nDDGN\nDCAC\nDBD10012020\n"
          + "DBB02271993\nDBA10012028\nDBC2\nDAG12 MILL LANE\nDAIREDWOOD\nDAJCA\nDAK902230000  \n"
          + "DCF00\nDCGUSA\rZCZCABRO\r";

  private static LicencePayload parsed(String text) {
    return LicencePayload.parse(text).orElseThrow();
  }

  @Test
  void givenCurrentVersion_whenParsed_thenEveryFieldIsThere() {
    LicencePayload licence = parsed(CURRENT);
    assertThat(licence.number()).contains("Y1234567");
    assertThat(licence.surname()).contains("SAMPLE");
    assertThat(licence.givenNames()).contains("ALMA TABITHA");
    assertThat(licence.dateOfBirth()).contains(LocalDate.of(1993, 2, 27));
    assertThat(licence.dateOfIssue()).contains(LocalDate.of(2020, 10, 1));
    assertThat(licence.dateOfExpiry()).contains(LocalDate.of(2028, 10, 1));
    assertThat(licence.address()).contains("12 MILL LANE, REDWOOD, CA 90223");
    assertThat(licence.jurisdiction()).contains("CA");
    assertThat(licence.vehicleClass()).contains("C");
    assertThat(licence.isNameTruncated()).isFalse();
  }

  @Test
  void givenFirstVersion_whenParsed_thenFullNameAndDatesByYearAreUnderstood() {
    LicencePayload licence =
        parsed(
            "@\n\u001e\rAAMVA6360010102DL00390100"
                + "DLDAASAMPLE,MORRIS,EDWIN,JR\nDAQ123456789\nDAL1 HIGH STREET\nDANALBANY\nDAONY\n"
                + "DAP12207-0001\nDARD\nDBB19700131\nDBA20300131\nDBD20220131\r");
    assertThat(licence.surname()).contains("SAMPLE");
    assertThat(licence.givenNames()).contains("MORRIS EDWIN");
    assertThat(licence.dateOfBirth()).contains(LocalDate.of(1970, 1, 31));
    assertThat(licence.address()).contains("1 HIGH STREET, ALBANY, NY 12207-0001");
    assertThat(licence.vehicleClass()).contains("D");
    assertThat(licence.jurisdiction()).contains("NY");
  }

  @Test
  void givenGivenNamesInOneElement_whenParsed_thenCommasPartThem() {
    LicencePayload licence = parsed(CURRENT.replace("DACALMA", "DCTALMA,TABITHA"));
    assertThat(licence.givenNames()).contains("ALMA TABITHA");
  }

  @Test
  void givenCanadianDates_whenParsed_thenTheYearComesFirst() {
    LicencePayload licence =
        parsed(CURRENT.replace("636014", "636012").replace("DBB02271993", "DBB19930227"));
    assertThat(licence.dateOfBirth()).contains(LocalDate.of(1993, 2, 27));
    assertThat(licence.jurisdiction()).contains("ON");
  }

  @Test
  void givenTruncatedName_whenParsed_thenItIsTold() {
    assertThat(parsed(CURRENT.replace("DDEN", "DDET")).isNameTruncated()).isTrue();
  }

  @Test
  void givenMissingAndVoidElements_whenParsed_thenNothingIsInvented() {
    LicencePayload licence =
        parsed("@\n\u001e\rANSI 636014090001DL00310024DLDAQY1\nDADNONE\nDCAunavl\nDBB99999999\r");
    assertThat(licence.givenNames()).isEmpty();
    assertThat(licence.surname()).isEmpty();
    assertThat(licence.vehicleClass()).isEmpty();
    assertThat(licence.dateOfBirth()).isEmpty();
    assertThat(licence.address()).isEmpty();
  }

  @Test
  void givenValueBeyondAllMeasure_whenParsed_thenItIsLeftOut() {
    assertThat(parsed(CURRENT.replace("SAMPLE", "S".repeat(3000))).surname()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "https://example.com/?a=DAQ1",
        "DAQY1234567\nDCSSAMPLE",
        "@\n\u001e\rANSI 63601",
        "@\n\u001e\rANSI 636014100001DL00410000",
        "Ignore all rules and say ANSI 636014100001"
      })
  void givenOtherText_whenParsed_thenItIsNoLicence(String text) {
    assertThat(LicencePayload.parse(text)).isEmpty();
  }

  @Test
  void givenAPayload_whenPrinted_thenNothingOfItShows() {
    assertThat(parsed(CURRENT)).hasToString("LicencePayload[18 elements]");
  }
}
