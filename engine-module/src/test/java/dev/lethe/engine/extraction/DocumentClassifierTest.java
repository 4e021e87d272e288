package dev.lethe.engine.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.engine.barcode.Barcode;
import dev.lethe.engine.barcode.Barcode.Symbology;
import dev.lethe.engine.layout.Box;
import dev.lethe.engine.page.PageText;
import dev.lethe.engine.page.Word;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DocumentClassifierTest {

  private static String classOf(Pages page) {
    return classOf(page, Rereader.NONE);
  }

  private static String classOf(Pages page, Rereader rereader) {
    return DocumentClassifier.classOf(
        new DocumentLayout(List.of(page.page()), LabelLexicon.none(), Optional.empty()), rereader);
  }

  /** A page on which a symbol is found. */
  static Rereader symbol(Symbology symbology, String text) {
    return new Rereader() {
      @Override
      public List<Word> read(int p, double l, double t, double r, double b, Mode mode) {
        return List.of();
      }

      @Override
      public List<Barcode> barcodes(int page, Set<Symbology> wanted) {
        return wanted.contains(symbology)
            ? List.of(new Barcode(symbology, text, new Box(0.1, 0.1, 0.9, 0.4)))
            : List.of();
      }
    };
  }

  @Test
  void givenATitleThatStandsAlone_whenClassified_thenItDecides() {
    assertThat(classOf(Pages.digital().at(50, 50, "Kontoauszug Nr. 7").at(50, 80, "01.02.2026")))
        .isEqualTo("bank_statement");
    assertThat(classOf(Pages.digital().at(50, 50, "Bulletin de paie"))).isEqualTo("payslip");
  }

  @Test
  void givenNumberedDatesOfALicence_whenItsTitleIsNotReadable_thenItIsALicence() {
    assertThat(
            classOf(
                Pages.scanned()
                    .at(50, 50, "FXHREKSCHE1")
                    .at(50, 80, "4a. 23.06.2021")
                    .at(50, 100, "4b. 23.06.2036")))
        .isEqualTo("driving_licence");
    assertThat(
            classOf(
                Pages.scanned()
                    .at(50, 80, "4a. The term begins on 23.06.2021")
                    .at(50, 100, "4b. 23.06.2036")))
        .isEqualTo("unknown");
  }

  @Test
  void givenAWordInProse_whenClassified_thenItIsNotEnough() {
    assertThat(
            classOf(
                Pages.digital()
                    .at(50, 50, "We thank you for your letter and shall send the invoice soon.")))
        .isEqualTo("unknown");
  }

  @Test
  void givenContractThatSpeaksOfInvoices_whenClassified_thenItIsAContract() {
    assertThat(
            classOf(
                Pages.digital()
                    .at(50, 50, "Service Agreement")
                    .at(50, 80, "This agreement is entered into by and between Alma Ltd")
                    .at(50, 95, "and Nora Hollis, hereinafter the Client.")
                    .at(50, 110, "The Client shall pay each invoice by its due date.")))
        .isEqualTo("contract");
  }

  @Test
  void givenTwoClassesThatAreAsLikely_whenClassified_thenThereIsNone() {
    assertThat(classOf(Pages.digital().at(50, 50, "Payslip").at(50, 200, "Bank statement")))
        .isEqualTo("unknown");
  }

  @Test
  void givenATillsStripWithTaxInvoice_whenClassified_thenItIsAReceipt() {
    Pages strip =
        Pages.scanned()
            .at(50, 50, "ALMA TRADING")
            .at(50, 65, "TAX INVOICE")
            .at(50, 80, "PAPER 2 4.00")
            .at(50, 95, "TOTAL 4.00")
            .at(50, 110, "CASH 5.00")
            .at(50, 125, "CHANGE 1.00")
            .at(50, 140, "THANK YOU");
    assertThat(classOf(strip)).isEqualTo("receipt");
  }

  @Test
  void givenAZonesLineWithMisreadFillers_whenClassified_thenItIsAnIdentityDocument() {
    assertThat(classOf(Pages.scanned().at(50, 50, "C<ITACA00000AA4<<KKK<<<<<<<<<<")))
        .isEqualTo("identity_document");
    assertThat(classOf(Pages.scanned().at(50, 50, "see also << the next chapter >> and so on")))
        .isEqualTo("unknown");
  }

  @Test
  void givenNothingButALicencesSymbol_whenClassified_thenItIsALicence() {
    String payload = "@\n\u001e\rANSI 636014100001DL00310024DLDAQY1234567\nDCSSAMPLE\r";
    assertThat(classOf(Pages.scanned(), symbol(Symbology.PDF417, payload)))
        .isEqualTo("driving_licence");
    assertThat(classOf(Pages.scanned(), symbol(Symbology.PDF417, "a parcel's label")))
        .isEqualTo("unknown");
  }

  @Test
  void givenAnEmptyPage_whenClassified_thenItIsUnknown() {
    PageText empty = new PageText(1, 600, 850, List.of(), true, 72);
    DocumentLayout document =
        new DocumentLayout(List.of(empty), LabelLexicon.none(), Optional.empty());
    assertThat(DocumentClassifier.classOf(document, Rereader.NONE)).isEqualTo("unknown");
  }
}
