package dev.lethe.engine.barcode;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.MultiFormatWriter;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import dev.lethe.engine.barcode.Barcode.Symbology;
import dev.lethe.engine.page.GrayImage;
import dev.lethe.synthetic.ScanEffects;
import dev.lethe.synthetic.SyntheticDocument;
import dev.lethe.synthetic.SyntheticDrivingLicence;
import dev.lethe.synthetic.SyntheticDrivingLicence.Side;
import dev.lethe.synthetic.SyntheticText;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class BarcodeScannerTest {

  private static final Set<Symbology> ALL = EnumSet.allOf(Symbology.class);

  private static GrayImage page(String text, BarcodeFormat format, int width, int height)
      throws WriterException {
    BitMatrix symbol = new MultiFormatWriter().encode(text, format, width, height);
    byte[] pixels = new byte[symbol.getWidth() * symbol.getHeight()];
    for (int y = 0; y < symbol.getHeight(); y++) {
      for (int x = 0; x < symbol.getWidth(); x++) {
        pixels[y * symbol.getWidth() + x] = (byte) (symbol.get(x, y) ? 0 : 255);
      }
    }
    return new GrayImage(symbol.getWidth(), symbol.getHeight(), pixels).pad(40);
  }

  @ParameterizedTest
  @EnumSource(
      value = BarcodeFormat.class,
      names = {"QR_CODE", "DATA_MATRIX", "CODE_128", "PDF_417"})
  void givenASymbol_whenScanned_thenItsTextAndPlaceAreFound(BarcodeFormat format)
      throws WriterException {
    List<Barcode> found = BarcodeScanner.read(page("LETHE 4711", format, 400, 200), ALL);
    assertThat(found).hasSize(1);
    assertThat(found.get(0).text()).isEqualTo("LETHE 4711");
    assertThat(found.get(0).toString()).doesNotContain("4711");
  }

  /** Symbols of some size among the print of a page, as a scanner sees them. */
  @ParameterizedTest
  @CsvSource({
    "DATA_MATRIX, DATA_MATRIX, 0", "DATA_MATRIX, DATA_MATRIX, 90", "DATA_MATRIX, DATA_MATRIX, 180",
    "CODE_128, CODE_128, 0", "CODE_128, CODE_128, 180", "CODE_128, CODE_128, 90"
  })
  void givenASymbolOnAScannedPage_whenScanned_thenItIsRead(
      BarcodeFormat format, Symbology symbology, int degrees) {
    SyntheticDocument page = SyntheticText.withBarcode(7, format.name(), "SHIPMENT 0047110815");
    var image =
        ScanEffects.rotated(degrees).atDpi(300).withNoise(0.005).withBlur(1).firstPage(page);
    List<Barcode> found = BarcodeScanner.read(GrayImage.of(image), Set.of(symbology));
    assertThat(found).extracting(Barcode::text).containsExactly("SHIPMENT 0047110815");
  }

  @Test
  void givenOtherKindThanWanted_whenScanned_thenItIsNotRead() throws WriterException {
    GrayImage page = page("LETHE 4711", BarcodeFormat.QR_CODE, 300, 300);
    assertThat(BarcodeScanner.read(page, Set.of(Symbology.PDF417))).isEmpty();
  }

  @Test
  void givenTextThatGivesOrders_whenScanned_thenItIsTextAndNothingElse() throws WriterException {
    String hostile = "'; DROP TABLE jobs; -- ${jndi:ldap://x} <script>\u0000\u001b[2J";
    GrayImage page = page(hostile, BarcodeFormat.QR_CODE, 400, 400);
    Barcode found = BarcodeScanner.read(page, ALL).get(0);
    assertThat(LicencePayload.parse(found.text())).isEmpty();
    assertThat(PaymentPayload.parse(found.text())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 90, 180, 270})
  void givenATurnedLicence_whenScanned_thenItsPayloadIsRead(int degrees) {
    var licence = SyntheticDrivingLicence.of(3, Side.BACK);
    var image =
        ScanEffects.rotated(degrees).atDpi(300).withNoise(0.01).withBlur(1).firstPage(licence);
    List<Barcode> found = BarcodeScanner.read(GrayImage.of(image), Set.of(Symbology.PDF417));
    assertThat(found).hasSize(1);
    assertThat(LicencePayload.parse(found.get(0).text()).orElseThrow().number())
        .contains(licence.answer("licence_number"));
  }

  @Test
  void givenNothingButNoise_whenScanned_thenNothingIsFoundInTime() {
    byte[] pixels = new byte[3000 * 2000];
    new java.util.Random(7).nextBytes(pixels);
    GrayImage noise = new GrayImage(3000, 2000, pixels);
    long start = System.nanoTime();
    assertThat(BarcodeScanner.read(noise, ALL)).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void givenAWhitePixel_whenScanned_thenNothingBreaks() {
    byte[] white = new byte[1];
    Arrays.fill(white, (byte) 255);
    assertThat(BarcodeScanner.read(new GrayImage(1, 1, white), ALL)).isEmpty();
  }
}
