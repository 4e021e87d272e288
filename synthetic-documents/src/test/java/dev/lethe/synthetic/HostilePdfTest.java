package dev.lethe.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HostilePdfTest {

  private static final SyntheticDocument INVOICE =
      SyntheticInvoice.of(21, Locale.ENGLISH, SyntheticInvoice.Layout.CLASSIC);
  private static final HostilePdf HOSTILE = HostilePdf.of(INVOICE);

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "INVISIBLE_TEXT")
  void givenEachPlace_whenBytesAreSearched_thenItsMarkerIsThere(HostilePdf.Place place) {
    String raw = new String(HOSTILE.pdf(), StandardCharsets.ISO_8859_1);
    assertThat(raw).contains(place.marker());
  }

  @Test
  void givenInvisibleText_whenTextIsTaken_thenItsMarkerIsThere() throws IOException {
    assertThat(SyntheticInvoiceTest.textOf(HOSTILE.pdf()))
        .contains(HostilePdf.Place.INVISIBLE_TEXT.marker())
        .contains(INVOICE.answer("vendor_name"));
  }

  @Test
  void givenThePriorRevision_whenSavedAnew_thenOnlyItsMarkerIsGone() throws IOException {
    try (PDDocument pdf = Loader.loadPDF(HOSTILE.pdf())) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      pdf.save(out, CompressParameters.NO_COMPRESSION);
      assertThat(out.toString(StandardCharsets.ISO_8859_1))
          .doesNotContain(HostilePdf.Place.PRIOR_REVISION.marker())
          .contains(HostilePdf.Place.ANNOTATION.marker());
    }
  }

  @Test
  void givenHostilePdf_whenOpened_thenThePageAndItsThumbnailAreThere() throws IOException {
    try (PDDocument pdf = Loader.loadPDF(HOSTILE.pdf())) {
      assertThat(pdf.getNumberOfPages()).isEqualTo(1);
      assertThat(pdf.getPage(0).getCOSObject().containsKey(COSName.getPDFName("Thumb"))).isTrue();
      assertThat(pdf.getDocumentCatalog().getAcroForm().getField("reference").getValueAsString())
          .isEqualTo(HostilePdf.Place.FORM_FIELD.marker());
    }
  }
}
