package dev.lethe.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.Test;

class ScanEffectsTest {

  private static final SyntheticDocument INVOICE =
      SyntheticInvoice.of(11, Locale.ENGLISH, SyntheticInvoice.Layout.CLASSIC);

  private static final ScanEffects COARSE = ScanEffects.clean().atDpi(72);

  @Test
  void givenCleanScan_whenRendered_thenGlyphsAreInkOnWhite() {
    BufferedImage page = ScanEffects.clean().firstPage(INVOICE);
    assertThat(page.getWidth()).isBetween(2478, 2482);
    assertThat(page.getHeight()).isBetween(3506, 3510);
    assertThat(inkShare(page)).isBetween(0.002, 0.2);
  }

  @Test
  void givenSameEffects_whenRenderedTwice_thenBytesAreTheSame() {
    ScanEffects effects = COARSE.withNoise(0.02).withSkew(2);
    assertThat(effects.png(INVOICE)).isEqualTo(effects.png(INVOICE));
  }

  @Test
  void givenQuarterTurn_whenRendered_thenWidthAndHeightChangePlaces() {
    BufferedImage upright = COARSE.firstPage(INVOICE);
    BufferedImage turned = COARSE.withRotation(90).firstPage(INVOICE);
    assertThat(turned.getWidth()).isEqualTo(upright.getHeight());
    assertThat(turned.getHeight()).isEqualTo(upright.getWidth());
    int x = 100;
    int y = 70;
    assertThat(turned.getRGB(upright.getHeight() - 1 - y, x)).isEqualTo(upright.getRGB(x, y));
  }

  @Test
  void givenHalfTurn_whenTurnedAgain_thenThePageIsAsBefore() {
    BufferedImage upright = COARSE.firstPage(INVOICE);
    BufferedImage turned = COARSE.withRotation(180).firstPage(INVOICE);
    assertThat(turned.getRGB(upright.getWidth() - 101, upright.getHeight() - 71))
        .isEqualTo(upright.getRGB(100, 70));
  }

  @Test
  void givenNoise_whenRendered_thenPixelsDiffer() {
    assertThat(COARSE.withNoise(0.02).png(INVOICE)).isNotEqualTo(COARSE.png(INVOICE));
  }

  @Test
  void givenStrongerCompression_whenWritten_thenFewerBytes() {
    assertThat(COARSE.withJpegQuality(0.2f).jpeg(INVOICE).length)
        .isLessThan(COARSE.jpeg(INVOICE).length);
  }

  @Test
  void givenTwoDocuments_whenWrittenAsTiff_thenTwoFrames() throws IOException {
    byte[] tiff = COARSE.tiff(INVOICE, INVOICE);
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(tiff))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      ImageReader reader = readers.next();
      reader.setInput(in);
      assertThat(reader.getNumImages(true)).isEqualTo(2);
      assertThat(inkShare(reader.read(1))).isPositive();
    }
  }

  @Test
  void givenImagePdf_whenTextIsTaken_thenThereIsNone() throws IOException {
    byte[] pdf = COARSE.imagePdf(INVOICE);
    assertThat(SyntheticInvoiceTest.textOf(pdf)).isBlank();
    try (PDDocument document = Loader.loadPDF(pdf)) {
      assertThat(document.getPage(0).getMediaBox().getWidth()).isBetween(594f, 597f);
    }
  }

  @Test
  void givenCrookedRotation_whenAsked_thenItIsRefused() {
    assertThatThrownBy(() -> ScanEffects.rotated(45)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> COARSE.atDpi(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> COARSE.withNoise(2)).isInstanceOf(IllegalArgumentException.class);
  }

  static double inkShare(BufferedImage image) {
    long dark = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        dark += (image.getRGB(x, y) & 0xFF) < 128 ? 1 : 0;
      }
    }
    return (double) dark / ((long) image.getWidth() * image.getHeight());
  }
}
