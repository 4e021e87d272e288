package dev.lethe.engine.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.synthetic.ScanEffects;
import dev.lethe.synthetic.SyntheticDocument;
import dev.lethe.synthetic.SyntheticText;
import dev.lethe.worker.Limits;
import dev.lethe.worker.Region;
import java.awt.Point;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every format gives the right grays, and its parts are those of the whole. */
@Timeout(60)
class ImageFormatTest {

  private static final Limits LIMITS = new Limits(3, 20_000_000L, Duration.ofSeconds(20));
  private static final int WIDTH = 61;
  private static final int HEIGHT = 47;
  private static final List<Region> PARTS =
      List.of(new Region(1, 0.1, 0.2, 0.45, 0.6), new Region(1, 0.5, 0.55, 1, 0.9));

  /** White, with a dark corner and a gray cross, so that turning and cutting show. */
  private static BufferedImage pattern(int type) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
    paint(image);
    return image;
  }

  private static void paint(BufferedImage image) {
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        image.setRGB(x, y, 0xFF000000 | 0x10101 * shade(x, y));
      }
    }
  }

  private static int shade(int x, int y) {
    boolean dark = (x < 20 && y < 12) || x / 8 == 4 || y / 8 == 3;
    return dark ? 0 : 255;
  }

  private static void assertShows(byte[] file, int tolerance) {
    try (SourceDocument document = SourceDocument.open(file, LIMITS)) {
      GrayImage gray = document.gray(1);
      assertThat(gray.width()).isEqualTo(WIDTH);
      assertThat(gray.height()).isEqualTo(HEIGHT);
      for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
          int shown = gray.pixels()[y * WIDTH + x] & 0xFF;
          assertThat(Math.abs(shown - shade(x, y))).isLessThanOrEqualTo(tolerance);
        }
      }
      assertPartsAreOfTheWhole(document, 0);
    }
  }

  private static void assertPartsAreOfTheWhole(SourceDocument document, int tolerance) {
    GrayImage whole = document.gray(1);
    PageParts parts = document.parts(1, PARTS);
    assertThat(parts.width()).isEqualTo(whole.width());
    assertThat(parts.height()).isEqualTo(whole.height());
    assertThat(parts.parts()).hasSize(PARTS.size());
    for (PageParts.Part part : parts.parts()) {
      GrayImage pixels = part.pixels();
      GrayImage cut =
          whole.crop(
              part.left(), part.top(), part.left() + pixels.width(), part.top() + pixels.height());
      assertThat(pixels.width()).isEqualTo(cut.width());
      assertThat(differing(pixels, cut, tolerance)).isLessThanOrEqualTo(tolerance == 0 ? 0 : 0.01);
    }
  }

  private static double differing(GrayImage a, GrayImage b, int tolerance) {
    int differing = 0;
    for (int i = 0; i < a.pixels().length; i++) {
      boolean same = Math.abs((a.pixels()[i] & 0xFF) - (b.pixels()[i] & 0xFF)) <= tolerance;
      differing += same ? 0 : 1;
    }
    return (double) differing / a.pixels().length;
  }

  private static byte[] encoded(BufferedImage image, String format, String compression)
      throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      ImageWriteParam param = writer.getDefaultWriteParam();
      if (!compression.isEmpty()) {
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionType(compression);
      }
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_BYTE_GRAY,
        BufferedImage.TYPE_USHORT_GRAY,
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_4BYTE_ABGR,
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_INT_ARGB,
        BufferedImage.TYPE_BYTE_BINARY,
        BufferedImage.TYPE_BYTE_INDEXED,
        BufferedImage.TYPE_USHORT_565_RGB
      })
  void givenAPngOfAnyDepth_whenRead_thenItsGraysAreRight(int type) throws IOException {
    assertShows(encoded(pattern(type), "png", ""), 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void givenAPngOfFewBits_whenRead_thenItsGraysAreRight(int bits) throws IOException {
    byte[] ends = new byte[1 << bits];
    ends[ends.length - 1] = (byte) 255;
    IndexColorModel palette = new IndexColorModel(bits, ends.length, ends, ends, ends);
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_BINARY, palette);
    paint(image);
    assertShows(encoded(image, "png", ""), 0);
  }

  @Test
  void givenAnInterlacedPng_whenRead_thenItsGraysAreRight() throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    writer.setOutput(new MemoryCacheImageOutputStream(bytes));
    writer.write(null, new IIOImage(pattern(BufferedImage.TYPE_BYTE_GRAY), null, null), param);
    ((MemoryCacheImageOutputStream) writer.getOutput()).close();
    assertThat(bytes.toByteArray()[28]).as("interlace method").isEqualTo((byte) 1);
    assertShows(bytes.toByteArray(), 0);
  }

  @Test
  void givenTransparentPixels_whenRead_thenTheyAreWhite() throws IOException {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB);
    try (SourceDocument document = SourceDocument.open(encoded(image, "png", ""), LIMITS)) {
      assertThat(document.gray(1).pixels()).containsOnly((byte) 255);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "gray,''", "gray,LZW", "gray,PackBits", "gray,Deflate", "gray,ZLib",
    "bits,CCITT RLE", "bits,CCITT T.4", "bits,CCITT T.6", "bits,LZW", "bits,PackBits",
    "color,LZW", "color,Deflate"
  })
  void givenATiffOfAnyCompression_whenRead_thenItsGraysAreRight(String pixels, String compression)
      throws IOException {
    int type =
        switch (pixels) {
          case "bits" -> BufferedImage.TYPE_BYTE_BINARY;
          case "color" -> BufferedImage.TYPE_3BYTE_BGR;
          default -> BufferedImage.TYPE_BYTE_GRAY;
        };
    assertShows(encoded(pattern(type), "tiff", compression), 0);
  }

  @Test
  void givenAJpegInATiff_whenRead_thenItsGraysAreNearlyRight() throws IOException {
    byte[] file = encoded(pattern(BufferedImage.TYPE_BYTE_GRAY), "tiff", "JPEG");
    assertShows(file, 90);
  }

  @ParameterizedTest
  @CsvSource({"bmp,BI_RGB", "gif,''"})
  void givenABmpOrGif_whenRead_thenItsGraysAreRight(String format, String compression)
      throws IOException {
    assertShows(encoded(pattern(BufferedImage.TYPE_INT_RGB), format, compression), 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_3BYTE_BGR})
  void givenAJpeg_whenRead_thenItsGraysAreNearlyRight(int type) throws IOException {
    assertShows(encoded(pattern(type), "jpeg", ""), 90);
  }

  /** Four inks, stored inverted with Adobe's marker as image editors do. */
  @Test
  void givenAJpegOfFourInks_whenRead_thenItIsNotInverted() throws IOException {
    byte[] inks = new byte[4 * WIDTH * HEIGHT];
    for (int i = 0; i < inks.length; i++) {
      int pixel = i / 4;
      inks[i] = (byte) (i % 4 < 3 ? 255 : shade(pixel % WIDTH, pixel / WIDTH));
    }
    WritableRaster raster =
        Raster.createInterleavedRaster(
            new java.awt.image.DataBufferByte(inks, inks.length),
            WIDTH,
            HEIGHT,
            4 * WIDTH,
            4,
            new int[] {0, 1, 2, 3},
            new Point());
    assertShows(withAdobeMarker(jpegOf(raster)), 90);
  }

  private static byte[] jpegOf(Raster raster) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(raster, null, null), null);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static byte[] withAdobeMarker(byte[] jpeg) {
    byte[] marker = {
      (byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
    };
    return afterStart(jpeg, marker);
  }

  private static byte[] afterStart(byte[] jpeg, byte[] segment) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    out.writeBytes(segment);
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }

  /** One file with and one without loss, 16 by 12 pixels with a dark upper left quarter. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "UklGRioAAABXRUJQVlA4TB4AAAAvD8ACAA/wiv9X/L/if/7jAWLBJH/pvjFE9H8CThw=",
        "UklGRjgAAABXRUJQVlA4ICwAAADQAQCdASoQAAwAAMASJaQAAzcsL5pRAAD+//Es//+82W5//7bVw/+vzXuAAA=="
      })
  void givenAWebp_whenRead_thenItsGraysAreRight(String base64) {
    byte[] file = Base64.getDecoder().decode(base64);
    try (SourceDocument document = SourceDocument.open(file, LIMITS)) {
      GrayImage gray = document.gray(1);
      assertThat(gray.width()).isEqualTo(16);
      assertThat(gray.pixels()[2 * 16 + 2] & 0xFF).isLessThan(60);
      assertThat(gray.pixels()[9 * 16 + 12] & 0xFF).isGreaterThan(220);
      assertPartsAreOfTheWhole(document, 0);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void givenACamerasOrientation_whenRead_thenPartsAreOfTheUprightImage(int orientation)
      throws IOException {
    byte[] plain = encoded(pattern(BufferedImage.TYPE_BYTE_GRAY), "jpeg", "");
    byte[] file = afterStart(plain, exif(orientation));
    try (SourceDocument document = SourceDocument.open(file, LIMITS)) {
      assertThat(document.gray(1).width()).isEqualTo(orientation < 5 ? WIDTH : HEIGHT);
      GrayImage inColor = GrayImage.of(document.image(1).image());
      assertThat(differing(document.gray(1), inColor, 1)).isZero();
      assertPartsAreOfTheWhole(document, 0);
    }
  }

  private static byte[] exif(int orientation) {
    return ByteBuffer.allocate(36)
        .putShort((short) 0xFFE1)
        .putShort((short) 34)
        .put(new byte[] {'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42})
        .putInt(8)
        .putShort((short) 1)
        .putShort((short) 0x0112)
        .putShort((short) 3)
        .putInt(1)
        .putShort((short) orientation)
        .array();
  }

  private static final SyntheticDocument TEXT = SyntheticText.of(3, Locale.ENGLISH);

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void givenAPdf_whenPartsAreRead_thenTheyAreThoseOfTheWholePage(boolean scanned) {
    byte[] file = scanned ? ScanEffects.clean().atDpi(100).imagePdf(TEXT) : TEXT.pdf();
    try (SourceDocument document = SourceDocument.open(file, LIMITS)) {
      assertPartsAreOfTheWhole(document, scanned ? 0 : 40);
    }
  }

  /** Scans in PDF that are not JPEG: their samples are read without the library's colours. */
  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_BYTE_GRAY,
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_BYTE_BINARY
      })
  void givenAScanOfPlainSamplesInAPdf_whenRead_thenItsGraysAreRight(int type) throws IOException {
    try (PDDocument pdf = new PDDocument()) {
      PDPage page = new PDPage(new PDRectangle(WIDTH, HEIGHT));
      pdf.addPage(page);
      try (PDPageContentStream content = new PDPageContentStream(pdf, page)) {
        content.drawImage(LosslessFactory.createFromImage(pdf, pattern(type)), 0, 0, WIDTH, HEIGHT);
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      pdf.save(out);
      assertShows(out.toByteArray(), 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "tiff", "bmp", "gif"})
  void givenATruncatedImage_whenPartsAreRead_thenTheyAreReadOrRefused(String format)
      throws IOException {
    byte[] whole = encoded(pattern(BufferedImage.TYPE_BYTE_INDEXED), format, "");
    for (int length = 0; length < whole.length; length += 7) {
      try (SourceDocument document = SourceDocument.open(Arrays.copyOf(whole, length), LIMITS)) {
        document.parts(1, PARTS);
      } catch (RefusedException refused) {
        assertThat(refused.refusal()).isNotNull();
      }
    }
  }
}
