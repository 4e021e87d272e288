package dev.lethe.synthetic;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/**
 * Makes page images as a scanner or a camera would. Immutable: each method returns another one. The
 * same document and effects make the same pixels.
 *
 * @param dpi resolution
 * @param skewDegrees how far the page lies askew, clockwise
 * @param quarterTurns how often the page is turned clockwise by 90 degrees
 * @param noise share of pixels that are disturbed, and the strength of the grain
 * @param blur radius in pixels over which the page is out of focus; 0 for sharp
 * @param jpegQuality strength of JPEG artefacts that stay in every format; 1 for none
 * @param color whether the page keeps its colours
 * @param scale size of the print on the page compared with the original, about the page's centre
 * @param shiftX millimetres by which the page was put in too far to the right
 * @param shiftY millimetres by which the page was put in too low
 */
public record ScanEffects(
    int dpi,
    double skewDegrees,
    int quarterTurns,
    double noise,
    int blur,
    float jpegQuality,
    boolean color,
    double scale,
    double shiftX,
    double shiftY) {

  public ScanEffects {
    if (dpi < 36 || dpi > 1200) {
      throw new IllegalArgumentException("a scanner has 36 to 1200 dpi");
    }
    if (!(noise >= 0
        && noise <= 0.5
        && jpegQuality > 0
        && jpegQuality <= 1
        && blur >= 0
        && scale > 0)) {
      throw new IllegalArgumentException("an effect is out of its range");
    }
  }

  /** A grey scan at 300 dpi without a flaw. */
  public static ScanEffects clean() {
    return new ScanEffects(300, 0, 0, 0, 0, 1, false, 1, 0, 0);
  }

  /** Grain, specks, slight blur and JPEG artefacts at 300 dpi. */
  public static ScanEffects noisy() {
    return clean().withNoise(0.02).withBlur(1).withJpegQuality(0.6f);
  }

  /** 100 dpi, as a fax or a picture in a message. */
  public static ScanEffects lowResolution() {
    return clean().atDpi(100);
  }

  /** The page lies askew. */
  public static ScanEffects skewed(double degrees) {
    return clean().withSkew(degrees);
  }

  /** The page was put in turned by 90, 180 or 270 degrees, clockwise. */
  public static ScanEffects rotated(int degrees) {
    return clean().withRotation(degrees);
  }

  public ScanEffects atDpi(int value) {
    return new ScanEffects(
        value, skewDegrees, quarterTurns, noise, blur, jpegQuality, color, scale, shiftX, shiftY);
  }

  public ScanEffects withSkew(double degrees) {
    return new ScanEffects(
        dpi, degrees, quarterTurns, noise, blur, jpegQuality, color, scale, shiftX, shiftY);
  }

  public ScanEffects withRotation(int degrees) {
    if (degrees % 90 != 0) {
      throw new IllegalArgumentException("a rotation is a multiple of 90 degrees");
    }
    int turns = Math.floorMod(degrees / 90, 4);
    return new ScanEffects(
        dpi, skewDegrees, turns, noise, blur, jpegQuality, color, scale, shiftX, shiftY);
  }

  public ScanEffects withNoise(double share) {
    return new ScanEffects(
        dpi, skewDegrees, quarterTurns, share, blur, jpegQuality, color, scale, shiftX, shiftY);
  }

  public ScanEffects withBlur(int radius) {
    return new ScanEffects(
        dpi, skewDegrees, quarterTurns, noise, radius, jpegQuality, color, scale, shiftX, shiftY);
  }

  public ScanEffects withJpegQuality(float quality) {
    return new ScanEffects(
        dpi, skewDegrees, quarterTurns, noise, blur, quality, color, scale, shiftX, shiftY);
  }

  public ScanEffects inColor() {
    return new ScanEffects(
        dpi, skewDegrees, quarterTurns, noise, blur, jpegQuality, true, scale, shiftX, shiftY);
  }

  /** Printed or copied larger or smaller. */
  public ScanEffects withScale(double factor) {
    return new ScanEffects(
        dpi, skewDegrees, quarterTurns, noise, blur, jpegQuality, color, factor, shiftX, shiftY);
  }

  /** Put in beside its place, in millimetres. */
  public ScanEffects withShift(double right, double down) {
    return new ScanEffects(
        dpi, skewDegrees, quarterTurns, noise, blur, jpegQuality, color, scale, right, down);
  }

  /** The first page as PNG. */
  public byte[] png(SyntheticDocument document) {
    return Images.png(firstPage(document), dpi);
  }

  /** The first page as JPEG, with the quality of these effects, or 0.9 where they have none. */
  public byte[] jpeg(SyntheticDocument document) {
    float quality = jpegQuality < 1 ? jpegQuality : 0.9f;
    return Images.jpeg(withoutJpeg().firstPage(document), dpi, quality);
  }

  /** All pages as frames of one TIFF. */
  public byte[] tiff(SyntheticDocument... documents) {
    List<BufferedImage> frames = new ArrayList<>();
    for (SyntheticDocument document : documents) {
      frames.addAll(pages(document));
    }
    return Images.tiff(frames, dpi);
  }

  /** All pages as a PDF that holds nothing but their images. */
  public byte[] imagePdf(SyntheticDocument document) {
    return Images.pdf(pages(document), dpi);
  }

  /** The pixels of the first page. */
  public BufferedImage firstPage(SyntheticDocument document) {
    return render(document, 1).get(0);
  }

  /** The pixels of all pages. */
  public List<BufferedImage> pages(SyntheticDocument document) {
    return render(document, Integer.MAX_VALUE);
  }

  private ScanEffects withoutJpeg() {
    return withJpegQuality(1);
  }

  private List<BufferedImage> render(SyntheticDocument document, int atMost) {
    List<BufferedImage> images = new ArrayList<>();
    try (PDDocument pdf = Loader.loadPDF(document.pdf())) {
      PDFRenderer renderer = new PDFRenderer(pdf);
      for (int i = 0; i < Math.min(atMost, pdf.getNumberOfPages()); i++) {
        images.add(disturb(renderer.renderImageWithDPI(i, dpi, type()), i));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return images;
  }

  private ImageType type() {
    return color ? ImageType.RGB : ImageType.GRAY;
  }

  private BufferedImage disturb(BufferedImage page, int number) {
    BufferedImage image = disturbed(turn(skew(page)), 42L + number);
    return jpegQuality < 1 ? Images.read(Images.jpeg(image, dpi, jpegQuality)) : image;
  }

  /** An image with blur and grain, changed in place; neither turned nor compressed. */
  BufferedImage disturbed(BufferedImage image, long seed) {
    BufferedImage result = blur > 0 ? Images.blur(image, blur) : image;
    if (noise > 0) {
      grain(result.getRaster(), new SplittableRandom(seed));
    }
    return result;
  }

  private BufferedImage skew(BufferedImage page) {
    if (skewDegrees == 0 && scale == 1 && shiftX == 0 && shiftY == 0) {
      return page;
    }
    AffineTransform turn =
        AffineTransform.getTranslateInstance(shiftX * dpi / 25.4, shiftY * dpi / 25.4);
    turn.rotate(Math.toRadians(skewDegrees), page.getWidth() / 2.0, page.getHeight() / 2.0);
    turn.translate(page.getWidth() / 2.0, page.getHeight() / 2.0);
    turn.scale(scale, scale);
    turn.translate(-page.getWidth() / 2.0, -page.getHeight() / 2.0);
    return draw(page, page.getWidth(), page.getHeight(), turn);
  }

  private BufferedImage turn(BufferedImage page) {
    if (quarterTurns == 0) {
      return page;
    }
    boolean swap = quarterTurns % 2 == 1;
    int width = swap ? page.getHeight() : page.getWidth();
    int height = swap ? page.getWidth() : page.getHeight();
    AffineTransform turn = new AffineTransform();
    turn.translate(width / 2.0, height / 2.0);
    turn.quadrantRotate(quarterTurns);
    turn.translate(-page.getWidth() / 2.0, -page.getHeight() / 2.0);
    return draw(page, width, height, turn);
  }

  private static BufferedImage draw(
      BufferedImage page, int width, int height, AffineTransform transform) {
    BufferedImage image = new BufferedImage(width, height, page.getType());
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(page, transform, null);
    graphics.dispose();
    return image;
  }

  /** Fine grain everywhere, and specks of the opposite shade. */
  private void grain(WritableRaster raster, SplittableRandom random) {
    int bands = raster.getNumBands();
    int strength = (int) Math.round(400 * noise) + 4;
    int[] row = new int[raster.getWidth() * bands];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(0, y, raster.getWidth(), 1, row);
      for (int x = 0; x < row.length; x += bands) {
        boolean speck = random.nextDouble() < noise / 10;
        int shift = random.nextInt(-strength, strength + 1);
        for (int b = 0; b < bands; b++) {
          int value = speck ? 255 - row[x + b] : row[x + b] + shift;
          row[x + b] = Math.max(0, Math.min(255, value));
        }
      }
      raster.setPixels(0, y, raster.getWidth(), 1, row);
    }
  }
}
