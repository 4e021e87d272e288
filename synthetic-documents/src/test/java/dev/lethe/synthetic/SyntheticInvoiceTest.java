package dev.lethe.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SyntheticInvoiceTest {

  static List<SyntheticDocument> invoices() {
    List<SyntheticDocument> invoices = new ArrayList<>();
    long seed = 0;
    for (Locale locale : List.of(Locale.ENGLISH, Locale.GERMAN, Locale.FRENCH)) {
      for (SyntheticInvoice.Layout layout : SyntheticInvoice.Layout.values()) {
        invoices.add(SyntheticInvoice.of(++seed, locale, layout));
      }
    }
    return invoices;
  }

  @ParameterizedTest
  @MethodSource("invoices")
  void givenAnyLayout_whenMade_thenAmountsAddUp(SyntheticDocument invoice) {
    BigDecimal subtotal = new BigDecimal(invoice.answer("subtotal"));
    BigDecimal tax = new BigDecimal(invoice.answer("tax_total"));
    assertThat(subtotal.add(tax)).isEqualTo(new BigDecimal(invoice.answer("invoice_total")));
    assertThat(new BigDecimal(invoice.answer("amount_due")))
        .isPositive()
        .isLessThanOrEqualTo(new BigDecimal(invoice.answer("invoice_total")));
  }

  @ParameterizedTest
  @MethodSource("invoices")
  void givenAnyLayout_whenMade_thenCheckDigitsAndDatesAreRight(SyntheticDocument invoice) {
    String iban = invoice.answer("iban");
    assertThat(CheckDigits.mod97(iban.substring(4) + iban.substring(0, 4))).isEqualTo(1);
    assertThat(invoice.answer("bic")).matches("[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?");
    assertThat(LocalDate.parse(invoice.answer("due_date")))
        .isAfter(LocalDate.parse(invoice.answer("invoice_date")));
  }

  @ParameterizedTest
  @MethodSource("invoices")
  void givenAnyLayout_whenTextIsTaken_thenTheAnswersStandOnThePage(SyntheticDocument invoice)
      throws IOException {
    String text = textOf(invoice.pdf()).replaceAll("\\s+", " ");
    for (String field :
        List.of("vendor_name", "vendor_tax_id", "buyer_name", "invoice_number", "bic")) {
      assertThat(text).contains(invoice.answer(field));
    }
    assertThat(text.replace(" ", "")).contains(invoice.answer("iban"));
    assertThat(text.replaceAll("[^0-9]", ""))
        .contains(invoice.answer("invoice_total").replace(".", ""));
  }

  @Test
  void givenTheSameSeed_whenMadeTwice_thenBytesAreTheSame() {
    SyntheticDocument first = SyntheticInvoice.of(7, Locale.GERMAN, SyntheticInvoice.Layout.LETTER);
    SyntheticDocument second =
        SyntheticInvoice.of(7, Locale.GERMAN, SyntheticInvoice.Layout.LETTER);
    assertThat(first.pdf()).isEqualTo(second.pdf());
    assertThat(first.answers()).isEqualTo(second.answers());
  }

  @Test
  void givenAnotherSeed_whenMade_thenAnswersDiffer() {
    assertThat(SyntheticInvoice.of(1, Locale.FRENCH, SyntheticInvoice.Layout.PLAIN).answers())
        .isNotEqualTo(
            SyntheticInvoice.of(2, Locale.FRENCH, SyntheticInvoice.Layout.PLAIN).answers());
  }

  @Test
  void givenManyRows_whenMade_thenSeveralPagesHoldThem() throws IOException {
    SyntheticDocument invoice =
        SyntheticInvoice.withRows(3, Locale.ENGLISH, SyntheticInvoice.Layout.CLASSIC, 60);
    try (PDDocument pdf = Loader.loadPDF(invoice.pdf())) {
      assertThat(pdf.getNumberOfPages()).isGreaterThan(1);
    }
  }

  @Test
  void givenAName_whenInvoiceIsSentToIt_thenItStandsThere() throws IOException {
    SyntheticDocument invoice =
        SyntheticInvoice.withBuyer(
            3, Locale.ENGLISH, SyntheticInvoice.Layout.CLASSIC, "Canary Quillfeather");
    assertThat(invoice.answer("buyer_name")).isEqualTo("Canary Quillfeather");
    assertThat(textOf(invoice.pdf())).contains("Canary Quillfeather");
  }

  @Test
  void givenALanguageWithoutWords_whenAsked_thenItIsRefused() {
    assertThatThrownBy(
            () -> SyntheticInvoice.of(1, Locale.JAPANESE, SyntheticInvoice.Layout.CLASSIC))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void givenAFieldThatIsNotPrinted_whenAsked_thenItIsRefused() {
    SyntheticDocument invoice =
        SyntheticInvoice.of(1, Locale.ENGLISH, SyntheticInvoice.Layout.CLASSIC);
    assertThatThrownBy(() -> invoice.answer("wages")).isInstanceOf(IllegalArgumentException.class);
  }

  static String textOf(byte[] pdf) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      return new PDFTextStripper().getText(document);
    }
  }
}
