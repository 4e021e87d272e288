package dev.lethe.engine.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.engine.page.PageText;
import dev.lethe.engine.page.Word;
import dev.lethe.worker.ExtractedField;
import dev.lethe.worker.FieldRequest;
import dev.lethe.worker.FieldType;
import dev.lethe.worker.RevealPermit;
import dev.lethe.worker.Validation;
import dev.lethe.worker.Validation.Outcome;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandardExtractorTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-24T00:00:00Z"), ZoneOffset.UTC);
  private final FieldExtractor extractor = Extractors.standard(CLOCK);

  private Map<String, ExtractedField> read(PageText page, String documentClass, String... names) {
    return read(page, documentClass, Rereader.NONE, names);
  }

  private Map<String, ExtractedField> read(
      PageText page, String documentClass, Rereader rereader, String... names) {
    List<FieldRequest> wanted =
        Arrays.stream(names).map(n -> new FieldRequest(n, FieldType.TEXT)).toList();
    return extractor
        .extract(List.of(page), Optional.of(documentClass), Optional.empty(), wanted, rereader)
        .fields()
        .stream()
        .collect(Collectors.toMap(ExtractedField::name, Function.identity()));
  }

  private static String value(ExtractedField field) {
    return field.normalized().map(n -> n.reveal(RevealPermit.forExtraction())).orElse("");
  }

  private static Pages germanInvoice() {
    return Pages.digital()
        .at(50, 40, "Blaubach Papier GmbH · Talweg 3 · 50667 Köln")
        .at(50, 60, "Jona Feldmann")
        .at(50, 74, "Uferstr. 12")
        .at(50, 88, "20095 Hamburg")
        .at(350, 60, "Rechnungsnummer: RE-2026/0815")
        .at(350, 74, "Rechnungsdatum: 03.11.2026")
        .at(350, 88, "Lieferdatum: 28.10.2026")
        .at(350, 102, "Bestellnummer: PO-778")
        .at(50, 300, "Nettobetrag")
        .at(450, 300, "1.000,00 €")
        .at(50, 314, "zzgl. MwSt. 19%")
        .at(450, 314, "190,00 €")
        .at(50, 328, "Gesamtbetrag")
        .at(450, 328, "1.190,00 €")
        .at(50, 360, "Zahlbar bis 17.11.2026")
        .at(50, 780, "USt-IdNr.: DE123456789")
        .at(50, 794, "IBAN: DE89 3704 0044 0532 0130 00")
        .at(300, 794, "BIC: COBADEFFXXX");
  }

  @Test
  void givenAGermanInvoice_whenRead_thenItsFieldsAreFound() {
    Map<String, ExtractedField> fields =
        read(
            germanInvoice().page(),
            "invoice",
            "vendor_name",
            "buyer_name",
            "buyer_address",
            "invoice_number",
            "invoice_date",
            "due_date",
            "delivery_date",
            "purchase_order",
            "subtotal",
            "tax_total",
            "invoice_total",
            "amount_due",
            "currency",
            "iban",
            "bic",
            "vendor_tax_id");
    assertThat(
            fields.values().stream().collect(Collectors.toMap(ExtractedField::name, f -> value(f))))
        .containsEntry("vendor_name", "Blaubach Papier GmbH")
        .containsEntry("buyer_name", "Jona Feldmann")
        .containsEntry("buyer_address", "Uferstr. 12, 20095 Hamburg")
        .containsEntry("invoice_number", "RE-2026/0815")
        .containsEntry("invoice_date", "2026-11-03")
        .containsEntry("due_date", "2026-11-17")
        .containsEntry("delivery_date", "2026-10-28")
        .containsEntry("purchase_order", "PO-778")
        .containsEntry("subtotal", "1000.00")
        .containsEntry("tax_total", "190.00")
        .containsEntry("invoice_total", "1190.00")
        .containsEntry("amount_due", "1190.00")
        .containsEntry("currency", "EUR")
        .containsEntry("iban", "DE89370400440532013000")
        .containsEntry("bic", "COBADEFFXXX")
        .containsEntry("vendor_tax_id", "DE123456789");
  }

  @Test
  void givenSumsThatAgree_whenRead_thenTheyAreValidatedAndSure() {
    ExtractedField total =
        read(germanInvoice().page(), "invoice", "invoice_total").get("invoice_total");
    assertThat(total.confidence()).isGreaterThan(0.9);
    assertThat(total.validations()).contains(new Validation("amounts-add-up", Outcome.PASSED, ""));
    assertThat(total.polygon().orElseThrow().points().get(0).y()).isBetween(0.38, 0.39);
  }

  @Test
  void givenSumsThatDoNotAgree_whenRead_thenThatIsSaidAndTheConfidenceIsLower() {
    PageText page =
        Pages.digital()
            .at(50, 300, "Subtotal")
            .at(450, 300, "100.00")
            .at(50, 314, "VAT")
            .at(450, 314, "20.00")
            .at(50, 328, "Total")
            .at(450, 328, "130.00")
            .page();
    ExtractedField total = read(page, "invoice", "invoice_total").get("invoice_total");
    assertThat(value(total)).isEqualTo("130.00");
    assertThat(total.confidence()).isLessThan(0.9);
    assertThat(total.validations())
        .contains(new Validation("amounts-add-up", Outcome.FAILED, "amounts-do-not-add-up"));
  }

  @Test
  void givenAWrongIbanUnderItsLabel_whenRead_thenItIsReturnedWithItsFault() {
    PageText page = Pages.digital().at(50, 50, "IBAN: DE00 3704 0044 0532 0130 00").page();
    ExtractedField iban = read(page, "invoice", "iban").get("iban");
    assertThat(value(iban)).isEqualTo("DE00370400440532013000");
    assertThat(iban.confidence()).isLessThan(0.7);
    assertThat(iban.validations())
        .contains(new Validation("iban-check-digits", Outcome.FAILED, "wrong-check-digits"));
  }

  @Test
  void givenFieldsThatAreNotThere_whenRead_thenAReasonIsGivenAndNoValue() {
    Map<String, ExtractedField> fields =
        read(
            Pages.digital().at(50, 50, "Just some words").page(),
            "invoice",
            "iban",
            "due_date",
            "invoice_total",
            "buyer_name");
    assertThat(fields.values()).allSatisfy(f -> assertThat(f.absence()).contains("not-found"));
  }

  @Test
  void givenAnEmptyPage_whenRead_thenNothingWasReadable() {
    ExtractedField field = read(Pages.scanned().page(), "invoice", "iban").get("iban");
    assertThat(field.absence()).contains("not-readable");
  }

  @Test
  void givenAnUnknownClass_whenRead_thenItsFieldsDoNotApply() {
    ExtractedField field =
        read(Pages.digital().at(50, 50, "words").page(), "horoscope", "iban").get("iban");
    assertThat(field.absence()).contains("not-applicable");
  }

  @Test
  void givenDueDateBeforeInvoiceDate_whenRead_thenTheCheckFails() {
    PageText page =
        Pages.digital()
            .at(50, 50, "Invoice date: 2026-11-20")
            .at(50, 64, "Due date: 2026-11-01")
            .page();
    ExtractedField due = read(page, "invoice", "due_date").get("due_date");
    assertThat(due.validations())
        .contains(new Validation("due-not-before-invoice", Outcome.FAILED, "due-before-invoice"));
  }

  @Test
  void givenATableOfRates_whenRead_thenItsLastRowIsTheTotal() {
    PageText page =
        Pages.digital()
            .at(50, 500, "Nettobetrag")
            .at(200, 500, "MwSt-Betrag")
            .at(350, 500, "Endbetrag")
            .at(50, 515, "321,40")
            .at(200, 515, "61,07")
            .at(350, 515, "382,47")
            .at(50, 530, "127,59")
            .at(200, 530, "8,93")
            .at(350, 530, "136,52")
            .at(50, 545, "448,99")
            .at(200, 545, "70,00")
            .at(350, 545, "518,99")
            .page();
    Map<String, ExtractedField> fields =
        read(page, "invoice", "subtotal", "tax_total", "invoice_total");
    assertThat(fields.values())
        .extracting(StandardExtractorTest::value)
        .containsExactlyInAnyOrder("448.99", "70.00", "518.99");
  }

  @Test
  void givenAReceipt_whenRead_thenWhatWasPaidLessTheChangeIsTheTotal() {
    PageText page =
        Pages.scanned()
            .at(100, 50, "LUNARIA BAKERY SDN BHD (123456-X)")
            .at(100, 65, "NO. 7, JALAN BULAN 3,")
            .at(100, 80, "47000 TASIK PERAK, SELANGOR")
            .at(100, 95, "TEL: 03-5550 1234")
            .at(100, 120, "Date: 05/04/2018 12:31")
            .at(100, 150, "Subtotal")
            .at(300, 150, "18.28")
            .at(100, 165, "Rounding")
            .at(300, 165, "0.02")
            .at(100, 180, "Total")
            .at(300, 180, "18.30")
            .at(100, 195, "Cash")
            .at(300, 195, "50.00")
            .at(100, 210, "Change")
            .at(300, 210, "31.70")
            .page();
    Map<String, ExtractedField> fields =
        read(
            page,
            "receipt",
            "vendor_name",
            "vendor_address",
            "receipt_date",
            "receipt_total",
            "receipt_time");
    assertThat(value(fields.get("vendor_name"))).isEqualTo("LUNARIA BAKERY SDN BHD");
    assertThat(value(fields.get("vendor_address")))
        .isEqualTo("NO. 7, JALAN BULAN 3, 47000 TASIK PERAK, SELANGOR");
    assertThat(value(fields.get("receipt_date"))).isEqualTo("2018-04-05");
    assertThat(value(fields.get("receipt_time"))).isEqualTo("12:31");
    assertThat(value(fields.get("receipt_total"))).isEqualTo("18.30");
    assertThat(fields.get("receipt_total").validations())
        .contains(new Validation("paid-less-change", Outcome.PASSED, ""));
  }

  @Test
  void givenATotalWhoseLabelIsLost_whenSubtotalAndTaxMakeAPrintedAmount_thenThatIsIt() {
    PageText page =
        Pages.scanned()
            .at(100, 150, "Sub Total")
            .at(300, 150, "68.87")
            .at(100, 165, "GST")
            .at(300, 165, "4.13")
            .at(100, 180, "TORE")
            .at(300, 180, "73.00")
            .page();
    ExtractedField total = read(page, "receipt", "receipt_total").get("receipt_total");
    assertThat(value(total)).isEqualTo("73.00");
    assertThat(total.validations()).contains(new Validation("amounts-add-up", Outcome.PASSED, ""));
  }

  @Test
  void givenASubtotalAndTaxWhoseSumIsNotPrinted_whenRead_thenNoTotalIsInvented() {
    PageText page =
        Pages.scanned()
            .at(100, 150, "Sub Total")
            .at(300, 150, "68.87")
            .at(100, 165, "GST")
            .at(300, 165, "4.13")
            .page();
    assertThat(value(read(page, "receipt", "receipt_total").get("receipt_total")))
        .isNotEqualTo("73.00");
  }

  @Test
  void givenWhatIsTaxedBesideTheTax_whenRead_thenItIsNotTheTax() {
    PageText page =
        Pages.scanned()
            .at(100, 180, "Total")
            .at(300, 180, "18.90")
            .at(100, 200, "GST(6%)")
            .at(200, 200, "17.83")
            .at(300, 200, "1.07")
            .page();
    assertThat(value(read(page, "receipt", "receipt_total", "tax_total").get("tax_total")))
        .isNotEqualTo("17.83");
  }

  @ParameterizedTest
  @CsvSource({
    "Total, $ 12.30, USD",
    "Total, '12,30 $', USD",
    "Total, '12,30 €', EUR",
    "2 x 11.80, 23.60 $, ''",
    "23.60 $, TOTAL (RM) 41.20, MYR",
    "Total, EUR 4.00, EUR"
  })
  void givenASignOfMoney_whenRead_thenItCountsOnlyWhereItIsWritten(
      String label, String amount, String currency) {
    PageText page = Pages.scanned().at(100, 180, label).at(300, 200, amount).page();
    assertThat(value(read(page, "receipt", "currency").get("currency"))).isEqualTo(currency);
  }

  @Test
  void givenAPassport_whenRead_thenItsZoneGivesTheFields() {
    PageText page =
        Pages.scanned()
            .at(50, 50, "UTOPIA PASSPORT")
            .at(50, 100, "ERIKSSON")
            .at(50, 120, "ANNA MARIA")
            .at(20, 700, "P<UTOERIKSSON<<ANNAKMARIAK<<<<<<<<<<<<<<<<<<")
            .at(20, 720, "L898902C36UT07408122F1204159ZE184226B<<<<<10")
            .page();
    Map<String, ExtractedField> fields =
        read(
            page,
            "identity_document",
            "surname",
            "given_names",
            "document_number",
            "date_of_birth",
            "personal_number");
    assertThat(value(fields.get("given_names"))).isEqualTo("ANNA MARIA");
    assertThat(value(fields.get("document_number"))).isEqualTo("L898902C3");
    assertThat(value(fields.get("date_of_birth"))).isEqualTo("1974-08-12");
    assertThat(fields.get("document_number").confidence()).isGreaterThan(0.95);
  }

  @Test
  void givenAnAccountOverTwoLines_whenRead_thenBothPartsAreReturned() {
    PageText page =
        Pages.digital()
            .at(50, 700, "IBAN")
            .at(50, 712, "DE89 3704 0044")
            .at(50, 724, "0532 0130 00")
            .at(300, 724, "0532 0130 01")
            .page();
    assertThat(value(read(page, "invoice", "iban").get("iban")))
        .isEqualTo("DE89370400440532013000");
  }

  @Test
  void givenAnAccountOfACountryWithoutIbans_whenRead_thenItIsNotReturned() {
    PageText page = Pages.digital().at(50, 700, "IBAN: GS33 5604 2020 1559 5555 55").page();
    assertThat(value(read(page, "invoice", "iban").get("iban"))).isEmpty();
  }

  @Test
  void givenAnOrdersLabelWithWordsBeside_whenANumberStandsBelow_thenItIsNotTheOrder() {
    PageText page =
        Pages.digital()
            .at(50, 300, "Bestell-Nr.: Abholung gestern")
            .at(50, 330, "MU-6KT-4711")
            .page();
    assertThat(value(read(page, "invoice", "purchase_order").get("purchase_order"))).isEmpty();
  }

  @Test
  void givenALabelOnTwoLines_whenItsValueStandsBesideTheSecond_thenItIsThatLabels() {
    PageText page =
        Pages.digital()
            .at(400, 300, "Sub")
            .at(400, 311, "Total")
            .at(500, 311, "150.00")
            .at(400, 340, "VAT")
            .at(500, 340, "30.00")
            .at(400, 370, "Total")
            .at(500, 370, "180.00")
            .page();
    Map<String, ExtractedField> fields = read(page, "invoice", "subtotal", "invoice_total");
    assertThat(value(fields.get("subtotal"))).isEqualTo("150.00");
    assertThat(value(fields.get("invoice_total"))).isEqualTo("180.00");
  }

  @Test
  void givenAFormsColumnOfLabels_whenRead_thenTheNamesStandInTheNextColumn() {
    PageText page =
        Pages.digital()
            .at(50, 100, "To")
            .at(120, 100, "Marlow Paper Mills")
            .at(50, 125, "Address")
            .at(120, 125, "2 Quarry Street")
            .page();
    assertThat(value(read(page, "invoice", "buyer_name").get("buyer_name")))
        .isEqualTo("Marlow Paper Mills");
  }

  @Test
  void givenATaxNumberInGroups_whenItFollowsItsLabel_thenItsCountryIsNoPartOfTheLabel() {
    PageText page = Pages.scanned().at(50, 60, "VAT Registration No: GB 123 4567 89").page();
    assertThat(value(read(page, "invoice", "vendor_tax_id").get("vendor_tax_id")))
        .isEqualTo("GB123456789");
  }

  @Test
  void givenABadlyReadZone_whenItCanBeReadAgain_thenTheSecondLookIsTaken() {
    List<Rereader.Mode> asked = new ArrayList<>();
    Rereader rereader =
        (page, left, top, right, bottom, mode) -> {
          asked.add(mode);
          return List.of(
              new Word("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", 20, 700, 240, 710, 0.9),
              new Word("L898902C36UTO7408122F1204159ZE184226B<<<<<10", 20, 720, 240, 730, 0.9));
        };
    PageText page =
        Pages.scanned()
            .at(20, 700, "P<UTOERIKSS0N<<ANNA<MAR1A<<<<<<<<<<<")
            .at(20, 720, "L898902C36UTO7408722F1204759ZE184226B<<<<10")
            .page();
    ExtractedField birth =
        read(page, "identity_document", rereader, "date_of_birth").get("date_of_birth");
    assertThat(asked).contains(Rereader.Mode.MRZ_BLOCK);
    assertThat(value(birth)).isEqualTo("1974-08-12");
  }

  @Test
  void givenText_whenFullTextIsWanted_thenItComesInReadingOrder() {
    PageText page =
        Pages.digital()
            .at(310, 50, "right one two three")
            .at(310, 65, "right four five six")
            .at(310, 80, "right seven eight nine")
            .at(50, 50, "left one two three")
            .at(50, 65, "left four five six")
            .at(50, 80, "left seven eight nine")
            .page();
    String text = value(read(page, "text", "full_text").get("full_text"));
    assertThat(text).startsWith("left one").endsWith("right seven eight nine");
  }

  @Test
  void givenNoClass_whenTheWordsTell_thenItIsFound() {
    FieldExtractor.Extraction found =
        extractor.extract(
            List.of(germanInvoice().page()),
            Optional.empty(),
            Optional.of("de"),
            List.of(),
            Rereader.NONE);
    assertThat(found.documentClass()).isEqualTo("invoice");
  }

  @Test
  void givenNoClass_whenNothingTells_thenItIsUnknown() {
    FieldExtractor.Extraction found =
        extractor.extract(
            List.of(Pages.digital().at(50, 50, "apples and pears").page()),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Rereader.NONE);
    assertThat(found.documentClass()).isEqualTo("unknown");
  }

  @Test
  void givenAnyRecordOfTheExtraction_whenPrinted_thenNothingThatWasReadShows() {
    Map<String, ExtractedField> fields =
        read(germanInvoice().page(), "invoice", "buyer_name", "iban");
    assertThat(fields.toString()).doesNotContain("Feldmann").doesNotContain("DE89");
  }

  @Test
  void givenADiscountUntilAnEarlierDay_whenRead_thenTheLastDayIsDue() {
    PageText page =
        Pages.digital()
            .at(50, 100, "Rechnungsdatum: 03.11.2026")
            .at(50, 300, "2% Skonto bis 10.11.2026, netto bis 03.12.2026")
            .page();
    assertThat(value(read(page, "invoice", "due_date").get("due_date"))).isEqualTo("2026-12-03");
  }

  @Test
  void givenAPostOfficeBox_whenRead_thenItIsNoPurchaseOrder() {
    PageText page =
        Pages.digital().at(50, 40, "Prairie Signs LLC").at(50, 54, "P.O. Box 156").page();
    assertThat(read(page, "invoice", "purchase_order").get("purchase_order").normalized())
        .isEmpty();
  }

  @Test
  void givenAnEmployersNumber_whenRead_thenItsLabelIsNoPartOfIt() {
    PageText page = Pages.digital().at(50, 40, "EIN 12-3456789").page();
    assertThat(value(read(page, "invoice", "vendor_tax_id").get("vendor_tax_id")))
        .isEqualTo("123456789");
  }

  @Test
  void givenAColonThatStandsAlone_whenRead_thenItBelongsToTheHeading() {
    PageText page =
        Pages.digital()
            .at(50, 60, "Facturé à :")
            .at(50, 74, "Olivier Imprimerie SASU")
            .at(50, 88, "129, place de la Halle")
            .at(50, 102, "47251 Le Breuil")
            .page();
    Map<String, ExtractedField> fields = read(page, "invoice", "buyer_name", "buyer_address");
    assertThat(value(fields.get("buyer_name"))).isEqualTo("Olivier Imprimerie SASU");
    assertThat(value(fields.get("buyer_address")))
        .isEqualTo("129, place de la Halle, 47251 Le Breuil");
  }

  @Test
  void givenATotalWithoutTax_whenRead_thenNothingIsSaidOfSums() {
    PageText page = Pages.digital().at(50, 300, "Total").at(450, 300, "130.00").page();
    assertThat(read(page, "invoice", "invoice_total").get("invoice_total").validations()).isEmpty();
  }
}
