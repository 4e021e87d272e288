package dev.lethe.engine.page;

import dev.lethe.worker.Limits;
import dev.lethe.worker.Region;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.graphics.color.PDColorSpace;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceGray;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceRGB;
import org.apache.pdfbox.pdmodel.graphics.color.PDICCBased;
import org.apache.pdfbox.pdmodel.graphics.image.PDImage;
import org.jspecify.annotations.Nullable;

/**
 * A scan that is all there is to see on a PDF page. Its own pixels are taken instead of a raster of
 * them: nothing is interpolated, it is quicker, and of a part only that part is decoded.
 *
 * @param quarters clockwise quarters by which the page shows it turned
 * @param dotsPerInch of the image on the page
 */
record PdfScan(PDImage image, int quarters, double dotsPerInch) {

  /** A scan finer than this is averaged down. */
  private static final double FINEST = 400;

  private static final double WANTED = 300;

  /** Dots per inch of the pixels that are given. */
  double resolution() {
    return isTooFine() ? WANTED : dotsPerInch;
  }

  private boolean isTooFine() {
    return dotsPerInch > FINEST;
  }

  private Orientation orientation() {
    return new Orientation(
        switch (quarters) {
          case 1 -> 6;
          case 2 -> 3;
          case 3 -> 8;
          default -> 1;
        });
  }

  BufferedImage color() throws IOException {
    BufferedImage turned = orientation().apply(image.getImage());
    return isTooFine() ? scaled(turned, WANTED / dotsPerInch) : turned;
  }

  private static BufferedImage scaled(BufferedImage image, double factor) {
    int w = (int) Math.round(image.getWidth() * factor);
    int h = (int) Math.round(image.getHeight() * factor);
    BufferedImage out = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
    java.awt.Graphics2D g = out.createGraphics();
    g.setRenderingHint(
        java.awt.RenderingHints.KEY_INTERPOLATION,
        java.awt.RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    g.drawImage(image, java.awt.geom.AffineTransform.getScaleInstance(factor, factor), null);
    g.dispose();
    return out;
  }

  PageParts parts(List<Region> regions, Limits limits) throws IOException {
    int w = image.getWidth();
    int h = image.getHeight();
    Orientation orientation = orientation();
    int width = orientation.isLying() ? h : w;
    int height = orientation.isLying() ? w : h;
    List<PixelBox> upright = regions.stream().map(r -> PixelBox.of(r, width, height)).toList();
    List<PixelBox> stored = upright.stream().map(box -> orientation.stored(box, w, h)).toList();
    PixelBox all = PixelBox.around(stored);
    GrayImage decoded = decode(all, limits);
    double factor = isTooFine() ? WANTED / dotsPerInch : 1;
    List<PageParts.Part> parts = new ArrayList<>();
    for (int i = 0; i < upright.size(); i++) {
      GrayImage part = stored.get(i).cut(decoded, all);
      parts.add(
          new PageParts.Part(
              (int) Math.round(upright.get(i).left() * factor),
              (int) Math.round(upright.get(i).top() * factor),
              orientation.apply(factor == 1 ? part : part.scale(factor))));
    }
    return new PageParts(
        (int) Math.round(width * factor), (int) Math.round(height * factor), parts);
  }

  private GrayImage decode(PixelBox box, Limits limits) throws IOException {
    if (isPlainJpeg()) {
      Optional<GrayImage> direct = decodeJpeg(box, limits);
      if (direct.isPresent()) {
        return direct.get();
      }
    }
    if (isPlainSamples()) {
      Optional<GrayImage> direct = decodeSamples(box);
      if (direct.isPresent()) {
        return direct.get();
      }
    }
    boolean whole = box.width() == image.getWidth() && box.height() == image.getHeight();
    return GrayImage.of(whole ? image.getImage() : image.getImage(box.toRectangle(), 1));
  }

  /** A JPEG that shows what its samples say, so that the decoder may read it itself. */
  private boolean isPlainJpeg() throws IOException {
    return COSName.DCT_DECODE.equals(lastFilter())
        && isUnmasked()
        && isGrayOrRgb(image.getColorSpace());
  }

  private @Nullable COSBase lastFilter() {
    COSBase filter = image.getCOSObject().getDictionaryObject(COSName.FILTER, COSName.F);
    return filter instanceof COSArray filters && filters.size() > 0
        ? filters.getObject(filters.size() - 1)
        : filter;
  }

  /** Bytes that are gray or colour as they stand; other decoders give what their file says. */
  private boolean isPlainSamples() throws IOException {
    COSBase filter = lastFilter();
    return image.getBitsPerComponent() == 8
        && isUnmasked()
        && isGrayOrRgb(image.getColorSpace())
        && (filter == null
            || COSName.FLATE_DECODE.equals(filter)
            || COSName.LZW_DECODE.equals(filter)
            || COSName.RUN_LENGTH_DECODE.equals(filter));
  }

  /**
   * Rows as they come out of the filter, down to the last that is wanted. The library's way through
   * its colour spaces took 26 times as long. Empty when rows are missing.
   */
  private Optional<GrayImage> decodeSamples(PixelBox box) throws IOException {
    int channels = image.getColorSpace().getNumberOfComponents();
    byte[] row = new byte[Math.multiplyExact(image.getWidth(), channels)];
    byte[] gray = new byte[Math.toIntExact(box.area())];
    try (InputStream in = image.createInputStream()) {
      for (int y = 0; y < box.bottom(); y++) {
        if (in.readNBytes(row, 0, row.length) < row.length) {
          return Optional.empty();
        }
        if (y >= box.top()) {
          int to = (y - box.top()) * box.width();
          GrayRows.interleaved(row, box.left() * channels, channels, gray, to, box.width());
        }
      }
    }
    return Optional.of(new GrayImage(box.width(), box.height(), gray));
  }

  private boolean isUnmasked() {
    COSDictionary dictionary = image.getCOSObject();
    return !image.isStencil()
        && image.getDecode() == null
        && !dictionary.containsKey(COSName.SMASK)
        && !dictionary.containsKey(COSName.MASK);
  }

  private static boolean isGrayOrRgb(PDColorSpace space) {
    return space instanceof PDDeviceGray
        || space instanceof PDDeviceRGB
        || (space instanceof PDICCBased profile
            && (profile.getNumberOfComponents() == 1 || profile.getNumberOfComponents() == 3));
  }

  /** Empty when its header does not say what the page says, or when it is an unusual one. */
  private Optional<GrayImage> decodeJpeg(PixelBox box, Limits limits) throws IOException {
    List<ImageReader> readers = Decoders.of(MediaType.JPEG, jpeg());
    try {
      ImageReader reader = readers.get(0);
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      if (width != image.getWidth()
          || height != image.getHeight()
          || (long) width * height > limits.maxPixelsPerPage()) {
        return Optional.empty();
      }
      ImageReadParam param = reader.getDefaultReadParam();
      param.setSourceRegion(box.toRectangle());
      return Optional.of(GrayImage.of(reader.read(0, param)));
    } catch (IOException | RuntimeException unusual) {
      return Optional.empty();
    } finally {
      readers.forEach(ImageReader::dispose);
    }
  }

  private byte[] jpeg() throws IOException {
    List<String> stop =
        List.of(COSName.DCT_DECODE.getName(), COSName.DCT_DECODE_ABBREVIATION.getName());
    try (InputStream in = image.createInputStream(stop)) {
      return in.readAllBytes();
    }
  }
}
