package dev.lethe.engine.barcode;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.NotFoundException;
import com.google.zxing.PlanarYUVLuminanceSource;
import com.google.zxing.Result;
import com.google.zxing.ResultPoint;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.GenericMultipleBarcodeReader;
import dev.lethe.engine.barcode.Barcode.Symbology;
import dev.lethe.engine.layout.Box;
import dev.lethe.engine.page.GrayImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds and reads barcodes. A search takes time, so it is bounded: images are brought to a size at
 * which modules can still be told apart, and at most a few symbols of a page are read.
 */
public final class BarcodeScanner {

  /** A symbol reaches beyond the points by which it is found. */
  private static final double BEYOND = 0.25;

  private static final int MOST_SYMBOLS = 16;

  /** Pixels beyond which a search costs more than it finds. */
  private static final double MOST_PIXELS = 9_000_000;

  /** Pixels below which a symbol's modules may be too small to be told apart. */
  private static final double FEW_PIXELS = 1_500_000;

  private static final Map<BarcodeFormat, Symbology> SYMBOLOGIES =
      Map.of(
          BarcodeFormat.PDF_417, Symbology.PDF417,
          BarcodeFormat.QR_CODE, Symbology.QR,
          BarcodeFormat.DATA_MATRIX, Symbology.DATA_MATRIX,
          BarcodeFormat.AZTEC, Symbology.AZTEC,
          BarcodeFormat.CODE_128, Symbology.CODE_128);

  private BarcodeScanner() {}

  /** The places of all readable barcodes, as fractions of the image. */
  public static List<Box> places(GrayImage image) {
    return decode(image, Set.of()).stream().map(result -> place(result, image)).toList();
  }

  /**
   * The symbols of the wanted kinds. What is not found as the image is, is looked for once more in
   * another size, in which blur and fine print weigh less.
   */
  public static List<Barcode> read(GrayImage image, Set<Symbology> wanted) {
    GrayImage bounded = bounded(image);
    List<Barcode> found = barcodes(bounded, wanted);
    if (found.isEmpty()) {
      found = barcodes(otherSize(bounded), wanted);
    }
    if (found.isEmpty() && wanted.contains(Symbology.CODE_128)) {
      found = upAndDown(bounded);
    }
    boolean matrix = found.stream().anyMatch(b -> b.symbology() == Symbology.DATA_MATRIX);
    return wanted.contains(Symbology.DATA_MATRIX) && !matrix
        ? Stream.concat(found.stream(), matrices(bounded).stream()).limit(MOST_SYMBOLS).toList()
        : found;
  }

  /** Symbols of bars that stand on their side; the library turns no image by itself. */
  private static List<Barcode> upAndDown(GrayImage image) {
    return barcodes(image.turn(1), Set.of(Symbology.CODE_128)).stream()
        .map(b -> new Barcode(b.symbology(), b.text(), turnedBack(b.place())))
        .toList();
  }

  private static Box turnedBack(Box box) {
    return new Box(box.top(), 1 - box.right(), box.bottom(), 1 - box.left());
  }

  private static List<Barcode> matrices(GrayImage image) {
    List<Barcode> found = new ArrayList<>();
    for (Box square : MatrixFinder.find(image)) {
      GrayImage part =
          image.crop(
              (int) square.left(), (int) square.top(), (int) square.right(), (int) square.bottom());
      Box place =
          new Box(
              Math.max(0, square.left() / image.width()),
              Math.max(0, square.top() / image.height()),
              Math.min(1, square.right() / image.width()),
              Math.min(1, square.bottom() / image.height()));
      matrix(part)
          .map(text -> new Barcode(Symbology.DATA_MATRIX, text, place))
          .ifPresent(found::add);
    }
    return found;
  }

  /** An oblong symbol on its side is not known to the library. */
  private static Optional<String> matrix(GrayImage part) {
    Set<Symbology> wanted = Set.of(Symbology.DATA_MATRIX);
    return Stream.of(0, 1)
        .flatMap(quarters -> barcodes(part.turn(quarters), wanted).stream())
        .map(Barcode::text)
        .findFirst();
  }

  private static GrayImage bounded(GrayImage image) {
    double pixels = (double) image.width() * image.height();
    return pixels > MOST_PIXELS ? image.scale(Math.sqrt(MOST_PIXELS / pixels)) : image;
  }

  private static GrayImage otherSize(GrayImage image) {
    double pixels = (double) image.width() * image.height();
    return image.scale(pixels < FEW_PIXELS ? 2 : 0.5);
  }

  private static List<Barcode> barcodes(GrayImage image, Set<Symbology> wanted) {
    List<Barcode> found = new ArrayList<>();
    for (Result result : decode(image, wanted)) {
      Symbology symbology = SYMBOLOGIES.getOrDefault(result.getBarcodeFormat(), Symbology.OTHER);
      String text = result.getText();
      boolean usable = text != null && text.length() <= Barcode.MOST_CHARACTERS;
      if (usable && wanted.contains(symbology) && found.size() < MOST_SYMBOLS) {
        found.add(new Barcode(symbology, text, place(result, image)));
      }
    }
    return found;
  }

  private static List<Result> decode(GrayImage image, Set<Symbology> wanted) {
    PlanarYUVLuminanceSource source =
        new PlanarYUVLuminanceSource(
            image.pixels(),
            image.width(),
            image.height(),
            0,
            0,
            image.width(),
            image.height(),
            false);
    try {
      Result[] found =
          new GenericMultipleBarcodeReader(new MultiFormatReader())
              .decodeMultiple(new BinaryBitmap(new HybridBinarizer(source)), hints(wanted));
      return Arrays.asList(found);
    } catch (NotFoundException none) {
      return List.of();
    } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException broken) {
      // symbols that only look like some bring the library out of step
      return List.of();
    }
  }

  private static Map<DecodeHintType, Object> hints(Set<Symbology> wanted) {
    if (wanted.isEmpty()) {
      return Map.of(DecodeHintType.TRY_HARDER, true);
    }
    Set<BarcodeFormat> formats = EnumSet.noneOf(BarcodeFormat.class);
    SYMBOLOGIES.forEach(
        (format, symbology) -> {
          if (wanted.contains(symbology)) {
            formats.add(format);
          }
        });
    return Map.of(DecodeHintType.TRY_HARDER, true, DecodeHintType.POSSIBLE_FORMATS, formats);
  }

  private static Box place(Result result, GrayImage image) {
    var points = Arrays.stream(result.getResultPoints()).filter(Objects::nonNull).toList();
    var x = points.stream().mapToDouble(ResultPoint::getX).summaryStatistics();
    var y = points.stream().mapToDouble(ResultPoint::getY).summaryStatistics();
    double size = Math.max(x.getMax() - x.getMin(), y.getMax() - y.getMin());
    double margin = size * BEYOND;
    return new Box(
        Math.max(0, (x.getMin() - margin) / image.width()),
        Math.max(0, (y.getMin() - margin) / image.height()),
        Math.min(1, (x.getMax() + margin) / image.width()),
        Math.min(1, (y.getMax() + margin) / image.height()));
  }
}
