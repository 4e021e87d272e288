package dev.lethe.engine.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.engine.barcode.Barcode.Symbology;
import dev.lethe.worker.ExtractedField;
import dev.lethe.worker.FieldRequest;
import dev.lethe.worker.FieldType;
import dev.lethe.worker.RevealPermit;
import dev.lethe.worker.Validation;
import dev.lethe.worker.Validation.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Readers of the classes that are neither invoice nor receipt, on invented pages. */
class ClassReadersTest {

  private static final RevealPermit PERMIT = RevealPermit.forExtraction();
  private static final String LICENCE =
      "@\n\u001e\rANSI 636014100001DL00310024DLDAQY1234567\nDCSSAMPLE\nDACALMA\nDBB02271993\n"
          + "DAG12 MILL LANE\nDAIREDWOOD\nDAJCA\nDAK902230000\nDCAC\r";

  private static Map<String, ExtractedField> read(
      Pages page, String documentClass, Rereader rereader, String... names) {
    List<FieldRequest> wanted =
        Arrays.stream(names).map(n -> new FieldRequest(n, FieldType.TEXT)).toList();
    return Extractors.standard()
        .extract(
            List.of(page.page()), Optional.of(documentClass), Optional.empty(), wanted, rereader)
        .fields()
        .stream()
        .collect(Collectors.toMap(ExtractedField::name, Function.identity()));
  }

  private static Optional<String> value(Map<String, ExtractedField> fields, String name) {
    return Optional.ofNullable(fields.get(name))
        .flatMap(ExtractedField::normalized)
        .map(v -> v.reveal(PERMIT));
  }

  private static boolean has(ExtractedField field, String check, Outcome outcome) {
    return field.validations().stream()
        .filter(v -> v.outcome() == outcome)
        .map(Validation::check)
        .anyMatch(check::equals);
  }

  @Test
  void givenALicencesBack_whenRead_thenTheSymbolGivesWhatIsWanted() {
    Map<String, ExtractedField> fields =
        read(
            Pages.scanned(),
            "driving_licence",
            DocumentClassifierTest.symbol(Symbology.PDF417, LICENCE),
            "licence_number",
            "address",
            "date_of_issue");
    assertThat(value(fields, "licence_number")).contains("Y1234567");
    assertThat(value(fields, "address")).contains("12 MILL LANE, REDWOOD, CA 90223");
    assertThat(value(fields, "date_of_issue")).isEmpty();
    assertThat(fields).hasSize(3);
  }

  @Test
  void givenALabelThatHasGrownTogether_whenOneLetterFollows_thenThatIsTheValue() {
    Pages front = Pages.scanned().at(80, 40, "9CLASS C");
    Map<String, ExtractedField> fields =
        read(front, "driving_licence", Rereader.NONE, "vehicle_class");
    assertThat(value(fields, "vehicle_class")).contains("C");
  }

  @Test
  void givenABirthdayWhoseLabelIsMisread_whenRead_thenItLiesLongBeforeTheOtherDates() {
    Pages front =
        Pages.scanned()
            .at(80, 40, "4b EXP 12/22/2028")
            .at(80, 60, "3008 02/27/1993")
            .at(80, 80, "4a ISS 12/22/2020");
    assertThat(
            value(read(front, "driving_licence", Rereader.NONE, "date_of_birth"), "date_of_birth"))
        .contains("1993-02-27");
  }

  @Test
  void givenDatesOfOneTime_whenNoneIsLabelledAsBirthday_thenNoneIs() {
    Pages front =
        Pages.scanned()
            .at(80, 40, "4b EXP 12/22/2028")
            .at(80, 60, "REV 02/27/2016")
            .at(80, 80, "4a ISS 12/22/2020");
    assertThat(
            value(read(front, "driving_licence", Rereader.NONE, "date_of_birth"), "date_of_birth"))
        .isEmpty();
  }

  @Test
  void givenPrintThatDiffersFromTheSymbol_whenRead_thenTheCheckTellsAndTheSymbolDecides() {
    Pages front = Pages.scanned().at(80, 40, "DL Y1234567").at(80, 60, "LN SIMPLE");
    Map<String, ExtractedField> fields =
        read(
            front,
            "driving_licence",
            DocumentClassifierTest.symbol(Symbology.PDF417, LICENCE),
            "licence_number",
            "surname");
    assertThat(value(fields, "surname")).contains("SAMPLE");
    assertThat(has(fields.get("licence_number"), "barcode-agrees", Outcome.PASSED)).isTrue();
    assertThat(has(fields.get("surname"), "barcode-agrees", Outcome.FAILED)).isTrue();
  }

  @Test
  void givenNamesThatTheSymbolCutOff_whenRead_thenThatIsTold() {
    Map<String, ExtractedField> fields =
        read(
            Pages.scanned(),
            "driving_licence",
            DocumentClassifierTest.symbol(
                Symbology.PDF417, LICENCE.replace("DCSSAMPLE", "DCSSAMPLE\nDDET")),
            "surname");
    assertThat(has(fields.get("surname"), "name-complete", Outcome.FAILED)).isTrue();
    assertThat(fields.get("surname").confidence()).isLessThan(0.9);
  }

  @Test
  void givenACardsFrontWithoutZone_whenRead_thenPrintIsReadWithLessConfidence() {
    Pages front =
        Pages.scanned()
            .at(80, 40, "Surname / Nom")
            .at(80, 55, "SAMPLE")
            .at(80, 80, "Given names / Prénoms")
            .at(80, 95, "ALMA TABITHA")
            .at(80, 120, "Date of birth")
            .at(80, 135, "27 02 1993");
    Map<String, ExtractedField> fields =
        read(
            front, "identity_document", Rereader.NONE, "surname", "given_names", "document_number");
    assertThat(value(fields, "surname")).contains("SAMPLE");
    assertThat(value(fields, "given_names")).contains("ALMA TABITHA");
    assertThat(value(fields, "document_number")).isEmpty();
    assertThat(fields.get("surname").confidence()).isLessThan(0.9);
  }

  @Test
  void givenAGiroCode_whenTheBillNamesIt_thenItConfirmsThePrint() {
    String code = "BCD\n002\n1\nSCT\n\nAurora\nDE89370400440532013000\nEUR119.00\n";
    Pages bill =
        Pages.digital()
            .at(50, 50, "Rechnung Nr. 4711")
            .at(50, 300, "IBAN DE89 3704 0044 0532 0130 00")
            .at(50, 400, "Zahlen mit Code: GiroCode");
    Map<String, ExtractedField> fields =
        read(
            bill,
            "invoice",
            DocumentClassifierTest.symbol(Symbology.QR, code),
            "iban",
            "amount_due");
    assertThat(value(fields, "iban")).contains("DE89370400440532013000");
    assertThat(has(fields.get("iban"), "barcode-agrees", Outcome.PASSED)).isTrue();
    assertThat(value(fields, "amount_due")).contains("119.00");
  }

  @Test
  void givenACodeWithAnImpossibleAccount_whenRead_thenItIsNotBelieved() {
    String code = "BCD\n002\n1\nSCT\n\nAurora\nDE89370400440532013001\nEUR119.00\n";
    Pages bill = Pages.digital().at(50, 50, "Rechnung Nr. 4711").at(50, 400, "GiroCode");
    Map<String, ExtractedField> fields =
        read(
            bill,
            "invoice",
            DocumentClassifierTest.symbol(Symbology.QR, code),
            "iban",
            "amount_due");
    assertThat(value(fields, "iban")).isEmpty();
    assertThat(value(fields, "amount_due")).isEmpty();
  }

  @Test
  void givenAContract_whenRead_thenPartiesAndSignersAreFound() {
    Pages contract =
        Pages.digital()
            .at(50, 50, "This agreement is made between Alma Timber Ltd (the \"Provider\")")
            .at(50, 65, "and Nora Hollis, hereinafter the Client.")
            .at(50, 80, "Effective date: 3 May 2026")
            .at(50, 300, "Name: Silas Ellery")
            .at(50, 315, "Date: 1 May 2026")
            .at(50, 400, "Name: Nora Hollis")
            .at(50, 415, "Date: 2 May 2026");
    Map<String, ExtractedField> fields =
        read(
            contract,
            "contract",
            Rereader.NONE,
            "parties",
            "signer_names",
            "signature_dates",
            "effective_date");
    assertThat(value(fields, "parties")).contains("Alma Timber Ltd, Nora Hollis");
    assertThat(value(fields, "signer_names")).contains("Silas Ellery, Nora Hollis");
    assertThat(value(fields, "signature_dates")).contains("2026-05-01, 2026-05-02");
    assertThat(value(fields, "effective_date")).contains("2026-05-03");
  }

  @Test
  void givenProseBetweenThings_whenReadAsContract_thenNoPartiesAreInvented() {
    Pages prose = Pages.digital().at(50, 50, "The path between the house and the river is closed.");
    assertThat(value(read(prose, "contract", Rereader.NONE, "parties"), "parties")).isEmpty();
  }

  @Test
  void givenAnAddressOverATableOfAmounts_whenReadFromATaxForm_thenItEndsAtItsTown() {
    Pages form =
        Pages.digital()
            .at(50, 50, "Form 1099-NEC 2025")
            .at(50, 100, "Recipient's address")
            .at(50, 112, "5186 Chapel Row")
            .at(50, 124, "Aldermere, IL 21028")
            .at(50, 136, "$48,044.95");
    Map<String, ExtractedField> fields =
        read(form, "tax_form", Rereader.NONE, "taxpayer_address", "form_type", "tax_year");
    assertThat(value(fields, "taxpayer_address")).contains("5186 Chapel Row, Aldermere, IL 21028");
    assertThat(value(fields, "form_type")).contains("1099-NEC");
    assertThat(value(fields, "tax_year")).contains("2025");
  }

  @Test
  void givenProviderNumberWithWrongCheckDigit_whenRead_thenTheCheckFails() {
    Pages claim = Pages.digital().at(50, 50, "NPI 1234567890");
    ExtractedField npi =
        read(claim, "medical_claim", Rereader.NONE, "provider_npi").get("provider_npi");
    assertThat(npi).isNotNull();
    assertThat(has(npi, "npi-check-digit", Outcome.FAILED)).isTrue();
    assertThat(npi.confidence()).isLessThan(0.8);
  }

  @Test
  void givenBalancesThatOnlyTheirDatesTellApart_whenRead_thenTheFirstAndTheLastAreTaken() {
    Pages statement =
        Pages.digital()
            .at(50, 50, "Kontoauszug")
            .at(50, 100, "Kontostand am 01.03.2026")
            .at(400, 100, "1.250,00 EUR")
            .at(50, 200, "Kontostand am 31.03.2026")
            .at(400, 200, "80,15 S");
    Map<String, ExtractedField> fields =
        read(statement, "bank_statement", Rereader.NONE, "opening_balance", "closing_balance");
    assertThat(value(fields, "opening_balance")).contains("1250.00");
    assertThat(value(fields, "closing_balance")).contains("-80.15");
  }

  @Test
  void givenOneDatedBalance_whenRead_thenNeitherEndIsGuessed() {
    Pages statement =
        Pages.digital().at(50, 100, "Kontostand am 01.03.2026").at(400, 100, "1.250,00 EUR");
    Map<String, ExtractedField> fields =
        read(statement, "bank_statement", Rereader.NONE, "opening_balance", "closing_balance");
    assertThat(value(fields, "opening_balance")).isEmpty();
    assertThat(value(fields, "closing_balance")).isEmpty();
  }

  @Test
  void givenAMonthAsPeriod_whenRead_thenItsFirstAndLastDayAreTaken() {
    for (String month : List.of("Abrechnungsmonat: 02/2024", "Abrechnungsmonat: Februar 2024")) {
      Map<String, ExtractedField> fields =
          read(
              Pages.digital().at(50, 50, month),
              "payslip",
              Rereader.NONE,
              "period_start",
              "period_end");
      assertThat(value(fields, "period_start")).contains("2024-02-01");
      assertThat(value(fields, "period_end")).contains("2024-02-29");
    }
  }

  @Test
  void givenBeginAndEndAtLabelsOfTheirOwn_whenRead_thenBothAreFound() {
    Pages payslip =
        Pages.digital()
            .at(50, 50, "Period Beginning: 2026-03-01")
            .at(50, 65, "Period Ending: 2026-03-15")
            .at(50, 80, "Pay Date: 2026-03-20");
    Map<String, ExtractedField> fields =
        read(payslip, "payslip", Rereader.NONE, "period_start", "period_end", "pay_date");
    assertThat(value(fields, "period_start")).contains("2026-03-01");
    assertThat(value(fields, "period_end")).contains("2026-03-15");
    assertThat(value(fields, "pay_date")).contains("2026-03-20");
  }

  @Test
  void givenALetterWithAddressee_whenTheHolderHasNoLabel_thenTheNameOverTheAddressIsTaken() {
    Pages statement =
        Pages.digital()
            .at(50, 50, "Lindenbank eG")
            .at(50, 110, "Herrn")
            .at(50, 122, "Ekkehard Hagebusch")
            .at(50, 134, "Mühlenweg 4")
            .at(50, 146, "20095 Hamburg");
    assertThat(
            value(
                read(statement, "bank_statement", Rereader.NONE, "account_holder"),
                "account_holder"))
        .contains("Ekkehard Hagebusch");
  }

  @Test
  void givenFieldsThatAreNotOnThePage_whenRead_thenEachIsAbsentWithItsReason() {
    Pages card =
        Pages.digital().at(20, 20, "Granary Health Plan").at(20, 60, "Member ID: ABC123456789");
    Map<String, ExtractedField> fields =
        read(
            card, "insurance_card", Rereader.NONE, "member_id", "rx_bin", "rx_pcn", "group_number");
    assertThat(value(fields, "member_id")).contains("ABC123456789");
    for (String absent : List.of("rx_bin", "rx_pcn", "group_number")) {
      assertThat(fields.get(absent).absence()).contains("not-found");
    }
  }
}
