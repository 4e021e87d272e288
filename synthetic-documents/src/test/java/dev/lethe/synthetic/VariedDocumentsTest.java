package dev.lethe.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

class VariedDocumentsTest {

  private static String text(SyntheticDocument document) throws IOException {
    try (PDDocument pdf = Loader.loadPDF(document.pdf())) {
      return new PDFTextStripper().getText(pdf).replaceAll("\\s+", "");
    }
  }

  @Test
  void givenOneSeed_whenMadeTwice_thenTheBytesAreTheSame() {
    assertThat(VariedInvoice.of(7).pdf()).isEqualTo(VariedInvoice.of(7).pdf());
    assertThat(VariedReceipt.of(7).pdf()).isEqualTo(VariedReceipt.of(7).pdf());
  }

  @Test
  void givenInvoicesOfAllMarkets_whenRead_thenTheirNamesAndNumbersAreOnThePage()
      throws IOException {
    for (long seed = 1; seed <= VariedInvoice.MARKETS; seed++) {
      SyntheticDocument invoice = VariedInvoice.of(seed);
      assertThat(text(invoice))
          .contains(invoice.answer("vendor_name").replaceAll("\\s+", ""))
          .contains(invoice.answer("buyer_name").replaceAll("\\s+", ""))
          .contains(invoice.answer("invoice_number").replaceAll("\\s+", ""));
    }
  }

  @Test
  void givenManySeeds_whenMade_thenFieldsAreMissingFromSome() {
    Set<Boolean> due = new HashSet<>();
    Set<Boolean> tax = new HashSet<>();
    for (long seed = 1; seed <= 30; seed++) {
      due.add(VariedInvoice.of(seed).answers().containsKey("due_date"));
      tax.add(VariedInvoice.of(seed).answers().containsKey("tax_total"));
    }
    assertThat(due).containsExactlyInAnyOrder(true, false);
    assertThat(tax).containsExactlyInAnyOrder(true, false);
  }

  @Test
  void givenReceipts_whenRead_thenTheTotalIsOnThePage() throws IOException {
    for (long seed = 1; seed <= 10; seed++) {
      SyntheticDocument receipt = VariedReceipt.of(seed);
      String total = receipt.answer("receipt_total");
      assertThat(text(receipt)).containsAnyOf(total, total.replace('.', ','));
    }
  }
}
