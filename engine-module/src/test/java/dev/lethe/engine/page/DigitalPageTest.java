package dev.lethe.engine.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.synthetic.ScanEffects;
import dev.lethe.synthetic.SyntheticInvoice;
import dev.lethe.worker.Limits;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.util.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigitalPageTest {

  private static final Limits LIMITS = new Limits(20, 40_000_000L, Duration.ofSeconds(20));
  private static final PDType1Font FONT = new PDType1Font(Standard14Fonts.FontName.HELVETICA);

  private interface Drawing {
    void on(PDDocument pdf, PDPageContentStream content) throws IOException;
  }

  private static byte[] pdf(int rotation, Drawing drawing) throws IOException {
    try (PDDocument pdf = new PDDocument()) {
      PDPage page = new PDPage(new PDRectangle(400, 600));
      page.setRotation(rotation);
      pdf.addPage(page);
      try (PDPageContentStream content = new PDPageContentStream(pdf, page)) {
        drawing.on(pdf, content);
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      pdf.save(out);
      return out.toByteArray();
    }
  }

  private static void text(PDPageContentStream content, float x, float y, String text)
      throws IOException {
    content.setFont(FONT, 12);
    content.beginText();
    content.newLineAtOffset(x, y);
    content.showText(text);
    content.endText();
  }

  private static List<String> words(byte[] pdf) {
    try (SourceDocument document = SourceDocument.open(pdf, LIMITS)) {
      return document
          .digitalText(1)
          .map(page -> page.words().stream().map(Word::text).toList())
          .orElse(List.of());
    }
  }

  @Test
  void givenABornDigitalInvoice_whenOpened_thenItsTextNeedsNoRecognition() {
    byte[] pdf = SyntheticInvoice.of(5, Locale.GERMAN, SyntheticInvoice.Layout.CLASSIC).pdf();
    assertThat(words(pdf)).hasSizeGreaterThan(40);
  }

  @Test
  void givenAScanInAPdf_whenOpened_thenItHasNoTextAndItsOwnPixelsAreUsed() {
    byte[] pdf =
        ScanEffects.clean()
            .atDpi(200)
            .imagePdf(SyntheticInvoice.of(5, Locale.GERMAN, SyntheticInvoice.Layout.CLASSIC));
    try (SourceDocument document = SourceDocument.open(pdf, LIMITS)) {
      assertThat(document.digitalText(1)).isEmpty();
      assertThat(document.image(1).dotsPerInch()).isBetween(198.0, 202.0);
    }
  }

  @Test
  void givenWordsPlacedOnTheirOwn_whenRead_thenTheyArePartedByTheirPlaces() throws IOException {
    byte[] pdf =
        pdf(
            0,
            (document, content) -> {
              text(content, 200, 500, "second");
              text(content, 50, 500, "first");
              text(content, 50, 480, "next line here");
            });
    assertThat(words(pdf)).containsExactly("first", "second", "next", "line", "here");
  }

  @Test
  void givenWordsANarrowGapApart_whenRead_thenTheyAreTwo() throws IOException {
    byte[] pdf =
        pdf(
            0,
            (document, content) -> {
              text(content, 50, 500, "88802");
              text(content, 50 + FONT.getStringWidth("88802") * 0.012f + 2, 500, "Spielkreis");
            });
    assertThat(words(pdf)).containsExactly("88802", "Spielkreis");
  }

  @Test
  void givenSpacedOutType_whenRead_thenItsWordsStayWhole() throws IOException {
    byte[] pdf =
        pdf(
            0,
            (document, content) -> {
              content.setCharacterSpacing(2.5f);
              text(content, 50, 500, "INVOICE NUMBER");
            });
    assertThat(words(pdf)).containsExactly("INVOICE", "NUMBER");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 90, 180, 270})
  void givenATurnedPage_whenRead_thenCoordinatesAreOfThePageAsShown(int rotation)
      throws IOException {
    byte[] pdf =
        pdf(
            rotation,
            (document, content) -> {
              content.beginText();
              content.setFont(FONT, 12);
              // written so that it is upright once the page is turned
              Matrix place =
                  switch (rotation) {
                    case 90 -> new Matrix(0, 1, -1, 0, 100, 50);
                    case 180 -> new Matrix(-1, 0, 0, -1, 350, 100);
                    case 270 -> new Matrix(0, -1, 1, 0, 300, 550);
                    default -> new Matrix(1, 0, 0, 1, 50, 500);
                  };
              content.setTextMatrix(place);
              content.showText("Upright words on this page");
              content.endText();
            });
    try (SourceDocument document = SourceDocument.open(pdf, LIMITS)) {
      PageText page = document.digitalText(1).orElseThrow();
      assertThat(page.width()).isEqualTo(rotation % 180 == 0 ? 400 : 600);
      assertThat(page.words()).extracting(Word::text).first().isEqualTo("Upright");
      Word first = page.words().get(0);
      assertThat(first.left()).isBetween(49.0, 51.0);
      assertThat(first.centerY()).isBetween(90.0, 102.0);
      assertThat(first.right() - first.left()).isGreaterThan(first.height());
    }
  }

  @Test
  void givenTextThatNobodySees_whenRead_thenItIsNotThere() throws IOException {
    byte[] pdf =
        pdf(
            0,
            (document, content) -> {
              text(content, 50, 500, "What a reader sees on this page");
              content.setRenderingMode(RenderingMode.NEITHER);
              text(content, 50, 450, "invisible");
              content.setRenderingMode(RenderingMode.FILL);
              content.setNonStrokingColor(Color.WHITE);
              text(content, 50, 400, "whitened");
              content.setNonStrokingColor(Color.BLACK);
              text(content, 50, 900, "outside");
              text(content, 50, 350, "covered");
              content.addRect(40, 340, 100, 30);
              content.fill();
            });
    assertThat(words(pdf))
        .contains("reader", "sees")
        .doesNotContain("invisible", "whitened", "outside", "covered");
  }

  @Test
  void givenWhiteTextOnADarkBand_whenRead_thenItIsThere() throws IOException {
    byte[] pdf =
        pdf(
            0,
            (document, content) -> {
              text(content, 50, 500, "What a reader sees on this page");
              content.addRect(40, 340, 200, 30);
              content.fill();
              content.setNonStrokingColor(Color.WHITE);
              text(content, 50, 350, "heading");
            });
    assertThat(words(pdf)).contains("heading");
  }

  @Test
  void givenAScanWithATextLayer_whenOpened_thenTheLayerIsNotTrusted() throws IOException {
    byte[] pdf =
        pdf(
            0,
            (document, content) -> {
              BufferedImage scan = new BufferedImage(400, 600, BufferedImage.TYPE_BYTE_GRAY);
              content.drawImage(LosslessFactory.createFromImage(document, scan), 0, 0, 400, 600);
              content.setRenderingMode(RenderingMode.NEITHER);
              text(content, 50, 500, "A layer that says something else than the picture");
            });
    assertThat(words(pdf)).isEmpty();
  }

  @Test
  void givenATextUnderAPicture_whenOpened_thenThePictureDecides() throws IOException {
    byte[] pdf =
        pdf(
            0,
            (document, content) -> {
              text(content, 50, 500, "A text that lies under the picture of the page");
              BufferedImage scan = new BufferedImage(400, 600, BufferedImage.TYPE_BYTE_GRAY);
              content.drawImage(LosslessFactory.createFromImage(document, scan), 0, 0, 400, 600);
            });
    assertThat(words(pdf)).isEmpty();
  }
}
