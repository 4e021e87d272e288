package dev.lethe.engine.redaction;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.NotFoundException;
import com.google.zxing.PlanarYUVLuminanceSource;
import com.google.zxing.Result;
import com.google.zxing.ResultPoint;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.GenericMultipleBarcodeReader;
import dev.lethe.engine.layout.Box;
import dev.lethe.engine.page.GrayImage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Finds barcodes, which often repeat what is covered beside them. */
final class Barcodes {

  /** A symbol reaches beyond the points by which it is found. */
  private static final double BEYOND = 0.25;

  private Barcodes() {}

  /** The places of all readable barcodes, as fractions of the image. */
  static List<Box> find(GrayImage image) {
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
              .decodeMultiple(
                  new BinaryBitmap(new HybridBinarizer(source)),
                  Map.of(DecodeHintType.TRY_HARDER, true));
      return Arrays.stream(found).map(result -> box(result, image)).toList();
    } catch (NotFoundException none) {
      return List.of();
    }
  }

  private static Box box(Result result, GrayImage image) {
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
