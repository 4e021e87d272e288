package dev.lethe.engine.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.synthetic.ScanEffects;
import dev.lethe.synthetic.SyntheticDocument;
import dev.lethe.synthetic.SyntheticInvoice;
import dev.lethe.worker.Limits;
import dev.lethe.worker.Refusal;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceGray;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HostileDocumentTest {

  private static final Limits LIMITS = new Limits(3, 20_000_000L, Duration.ofSeconds(20));

  private static SyntheticDocument invoice() {
    return SyntheticInvoice.of(11, Locale.ENGLISH, SyntheticInvoice.Layout.PLAIN);
  }

  private static void refused(byte[] bytes, Refusal refusal) {
    assertThatThrownBy(
            () -> {
              try (SourceDocument document = SourceDocument.open(bytes, LIMITS)) {
                if (document.digitalText(1).isEmpty()) {
                  document.image(1);
                }
              }
            })
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(refusal))
        .hasMessage(refusal.name());
  }

  private static byte[] saved(PDDocument pdf) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    pdf.save(out);
    return out.toByteArray();
  }

  private static byte[] encoded(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, format, out);
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "hello", "PK\u0003\u0004", "<html>", "\u0000\u0000\u0000", "%PDX-1.7"})
  void givenNoDocument_whenOpened_thenItsTypeIsRefused(String text) {
    refused(text.getBytes(StandardCharsets.ISO_8859_1), Refusal.UNSUPPORTED_TYPE);
  }

  @Test
  void givenAPasswordedPdf_whenOpened_thenItIsRefusedAsEncrypted() throws IOException {
    try (PDDocument pdf = Loader.loadPDF(invoice().pdf())) {
      StandardProtectionPolicy policy =
          new StandardProtectionPolicy("owner", "user", new AccessPermission());
      policy.setEncryptionKeyLength(256);
      pdf.protect(policy);
      refused(saved(pdf), Refusal.ENCRYPTED);
    }
  }

  /** Drawn by the library it would be an empty page, and its fields would be said to be absent. */
  @Test
  void givenAScanThatCannotBeDecoded_whenRead_thenItIsRefusedInsteadOfSeemingEmpty()
      throws IOException {
    byte[] jpeg2000 = {0, 0, 0, 12, 'j', 'P', ' ', ' ', 13, 10, (byte) 0x87, 10};
    try (PDDocument pdf = new PDDocument()) {
      PDPage page = new PDPage();
      pdf.addPage(page);
      PDImageXObject scan =
          new PDImageXObject(
              pdf,
              new ByteArrayInputStream(jpeg2000),
              COSName.JPX_DECODE,
              1700,
              2200,
              8,
              PDDeviceGray.INSTANCE);
      try (PDPageContentStream content = new PDPageContentStream(pdf, page)) {
        content.drawImage(scan, 0, 0, 612, 792);
        content.addRect(20, 20, 100, 50);
        content.stroke();
      }
      refused(saved(pdf), Refusal.UNREADABLE);
    }
  }

  @Test
  void givenATreeThatLiesAboutItsPages_whenOpened_thenTheRealOnesCount() throws IOException {
    try (PDDocument pdf = Loader.loadPDF(invoice().pdf())) {
      pdf.getDocumentCatalog()
          .getCOSObject()
          .getCOSDictionary(COSName.PAGES)
          .setItem(COSName.COUNT, COSInteger.get(2_000_000_000));
      try (SourceDocument document = SourceDocument.open(saved(pdf), LIMITS)) {
        assertThat(document.pageCount()).isEqualTo(1);
        assertThat(document.image(1).image().getWidth()).isPositive();
      }
    }
  }

  @Test
  void givenAPageOfSeventyMetres_whenItsPixelsAreWanted_thenItIsRefusedBeforeTheyAreMade()
      throws IOException {
    try (PDDocument pdf = new PDDocument()) {
      pdf.addPage(new PDPage(new PDRectangle(200_000, 200_000)));
      refused(saved(pdf), Refusal.TOO_MANY_PIXELS);
    }
  }

  @Test
  void givenMorePagesThanAllowed_whenOpened_thenItIsRefused() throws IOException {
    try (PDDocument pdf = new PDDocument()) {
      for (int i = 0; i < 4; i++) {
        pdf.addPage(new PDPage());
      }
      refused(saved(pdf), Refusal.TOO_MANY_PAGES);
    }
  }

  @Test
  void givenATiffOfMoreFramesThanAllowed_whenOpened_thenItIsRefused() {
    SyntheticDocument page = invoice();
    byte[] tiff = ScanEffects.clean().atDpi(50).tiff(page, page, page, page);
    refused(tiff, Refusal.TOO_MANY_PAGES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "gif", "tiff", "jpg"})
  void givenASmallFileOfManyPixels_whenRead_thenItsHeaderIsEnough(String format)
      throws IOException {
    int type = format.equals("jpg") ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_BYTE_BINARY;
    refused(encoded(new BufferedImage(6000, 6000, type), format), Refusal.TOO_MANY_PIXELS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "bmp", "gif", "tiff"})
  void givenATruncatedImage_whenRead_thenItIsReadOrRefusedButNeverFails(String format)
      throws IOException {
    byte[] whole = encoded(new BufferedImage(200, 300, BufferedImage.TYPE_INT_RGB), format);
    for (int length = 0; length < whole.length; length += Math.max(1, whole.length / 40)) {
      readOrRefused(Arrays.copyOf(whole, length));
    }
  }

  @Test
  void givenAMutatedPdf_whenRead_thenItIsReadOrRefusedButNeverFails() {
    byte[] whole = invoice().pdf();
    Random random = new Random(42);
    for (int round = 0; round < 60; round++) {
      byte[] mutant = whole.clone();
      for (int i = 0; i < 30; i++) {
        mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
      }
      readOrRefused(mutant);
      readOrRefused(Arrays.copyOf(whole, random.nextInt(whole.length)));
    }
  }

  private static void readOrRefused(byte[] bytes) {
    try (SourceDocument document = SourceDocument.open(bytes, LIMITS)) {
      if (document.digitalText(1).isEmpty()) {
        document.image(1);
      }
    } catch (RefusedException refused) {
      assertThat(refused.refusal()).isNotNull();
    }
  }
}
