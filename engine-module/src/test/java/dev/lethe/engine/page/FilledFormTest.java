package dev.lethe.engine.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.worker.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationWidget;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDTextField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Forms whose fields were filled in by a program: what a viewer shows is what is read. */
@Timeout(60)
class FilledFormTest {

  private static final Limits LIMITS = new Limits(20, 40_000_000L, Duration.ofSeconds(30));

  private static String words(byte[] pdf) {
    try (SourceDocument document = SourceDocument.open(pdf, LIMITS)) {
      return document.digitalText(1).orElseThrow().words().stream()
          .map(Word::text)
          .collect(Collectors.joining(" "));
    }
  }

  /** A page with a caption and a field, drawn by the library, then changed. */
  private static byte[] form(boolean drawn, Consumer<PDTextField> change) throws IOException {
    try (PDDocument pdf = new PDDocument()) {
      PDPage page = new PDPage(PDRectangle.LETTER);
      pdf.addPage(page);
      PDType1Font font = new PDType1Font(FontName.HELVETICA);
      try (PDPageContentStream content = new PDPageContentStream(pdf, page)) {
        content.beginText();
        content.setFont(font, 11);
        content.newLineAtOffset(72, 700);
        content.showText("Name of the account holder as printed");
        content.endText();
      }
      PDAcroForm form = new PDAcroForm(pdf);
      pdf.getDocumentCatalog().setAcroForm(form);
      PDResources resources = new PDResources();
      resources.put(COSName.getPDFName("Helv"), font);
      form.setDefaultResources(resources);
      form.setDefaultAppearance("/Helv 11 Tf 0 g");
      PDTextField field = new PDTextField(form);
      field.setPartialName("holder");
      form.getFields().add(field);
      PDAnnotationWidget widget = field.getWidgets().get(0);
      widget.setRectangle(new PDRectangle(72, 660, 240, 20));
      widget.setPage(page);
      widget.setPrinted(true);
      page.getAnnotations().add(widget);
      field.setValue("Morgenthau");
      if (!drawn) {
        widget.getCOSObject().removeItem(COSName.AP);
      }
      change.accept(field);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      pdf.save(out);
      return out.toByteArray();
    }
  }

  @Test
  void givenAFieldThatIsDrawn_whenRead_thenItsValueStandsOnThePage() throws IOException {
    assertThat(words(form(true, f -> {}))).contains("printed").contains("Morgenthau");
  }

  @Test
  void givenAFieldWithoutAppearance_whenRead_thenItsValueIsDrawn() throws IOException {
    assertThat(words(form(false, f -> {}))).contains("Morgenthau");
  }

  @Test
  void givenAFormThatAsksTheViewerToDraw_whenRead_thenTheValueCountsAndNotTheOldDrawing()
      throws IOException {
    byte[] pdf =
        form(
            true,
            f -> {
              f.getAcroForm().setNeedAppearances(true);
              f.getCOSObject().setString(COSName.V, "Lindqvist");
            });
    assertThat(words(pdf)).contains("Lindqvist").doesNotContain("Morgenthau");
  }

  @Test
  void givenAHiddenField_whenRead_thenItsValueIsNotSeen() throws IOException {
    byte[] pdf = form(false, f -> f.getWidgets().get(0).setHidden(true));
    assertThat(words(pdf)).contains("printed").doesNotContain("Morgenthau");
  }

  @Test
  void givenAFieldThatCannotBeDrawn_whenRead_thenThePageIsReadWithoutIt() throws IOException {
    byte[] noFont =
        form(
            false,
            f -> {
              f.setDefaultAppearance("/Missing 0 Tf");
              f.getAcroForm().setDefaultResources(new PDResources());
            });
    byte[] otherScript = form(false, f -> f.getCOSObject().setString(COSName.V, "\u5f35\u5049"));
    byte[] noPlace = form(false, f -> f.getCOSObject().removeItem(COSName.RECT));
    for (byte[] pdf : java.util.List.of(noFont, otherScript, noPlace)) {
      assertThat(words(pdf)).contains("printed");
    }
  }

  @Test
  void givenFieldsThatHoldThemselves_whenRead_thenThePageIsReadAllTheSame() throws IOException {
    byte[] pdf =
        form(
            false,
            f -> {
              COSDictionary parent = new COSDictionary();
              COSArray kids = new COSArray();
              kids.add(parent);
              kids.add(f.getCOSObject());
              parent.setItem(COSName.KIDS, kids);
              f.getAcroForm().getCOSObject().setItem(COSName.FIELDS, kids);
            });
    assertThat(words(pdf)).contains("printed");
  }
}
