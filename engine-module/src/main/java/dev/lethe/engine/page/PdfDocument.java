package dev.lethe.engine.page;

import dev.lethe.worker.Limits;
import dev.lethe.worker.Refusal;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.pdmodel.graphics.image.PDImage;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/** A PDF. Its pages are counted by walking the tree, not by what the tree says of itself. */
final class PdfDocument implements SourceDocument {

  private static final double RECOGNITION_DPI = 300;

  /** A page that would need a coarser raster than this to stay within the limit is refused. */
  private static final double LOWEST_DPI = 72;

  /** An embedded scan finer than this is averaged down. */
  private static final double FINEST_SCAN_DPI = 400;

  private final PDDocument document;
  private final List<PDPage> pages;
  private final Limits limits;
  private final Map<Integer, PdfPageContent> contents = new HashMap<>();

  private PdfDocument(PDDocument document, List<PDPage> pages, Limits limits) {
    this.document = document;
    this.pages = pages;
    this.limits = limits;
  }

  static PdfDocument open(byte[] bytes, Limits limits) {
    try {
      PDDocument loaded = Loader.loadPDF(bytes);
      List<PDPage> pages = pagesOf(loaded, limits);
      return new PdfDocument(new Indexed(loaded.getDocument(), pages), pages, limits);
    } catch (InvalidPasswordException locked) {
      throw new RefusedException(Refusal.ENCRYPTED);
    } catch (IOException | RuntimeException | StackOverflowError | LinkageError broken) {
      if (broken instanceof RefusedException refused) {
        throw refused;
      }
      throw new RefusedException(isEncryption(broken) ? Refusal.ENCRYPTED : Refusal.UNREADABLE);
    }
  }

  /** Documents sealed to a certificate fail without a class of their own. */
  private static boolean isEncryption(Throwable broken) {
    return java.util.Arrays.stream(broken.getStackTrace())
        .limit(12)
        .anyMatch(frame -> frame.getClassName().contains(".pdmodel.encryption."));
  }

  private static List<PDPage> pagesOf(PDDocument document, Limits limits) {
    List<PDPage> pages = new ArrayList<>();
    for (PDPage page : document.getPages()) {
      if (pages.size() == limits.maxPages()) {
        throw new RefusedException(Refusal.TOO_MANY_PAGES);
      }
      pages.add(page);
    }
    if (pages.isEmpty()) {
      throw new RefusedException(Refusal.UNREADABLE);
    }
    return pages;
  }

  /** Gives the pages that were counted, so that a lying tree cannot send the renderer astray. */
  private static final class Indexed extends PDDocument {
    private final List<PDPage> found;

    Indexed(COSDocument document, List<PDPage> found) {
      super(document);
      this.found = found;
    }

    @Override
    public PDPage getPage(int index) {
      return found.get(index);
    }

    @Override
    public int getNumberOfPages() {
      return found.size();
    }
  }

  @Override
  public int pageCount() {
    return pages.size();
  }

  @Override
  public Optional<PageText> digitalText(int page) {
    PdfPageContent content = content(page);
    return content.isDigital() ? Optional.of(content.text()) : Optional.empty();
  }

  private PdfPageContent content(int page) {
    return contents.computeIfAbsent(
        page, number -> PdfPageContent.read(pages.get(number - 1), number, limits));
  }

  @Override
  public PageImage image(int page) {
    PdfPageContent content = content(page);
    try {
      Optional<PDImage> scan = content.onlyImage();
      return scan.isPresent()
          ? upright(scan.get(), content)
          : rendered(page, resolution(content), ImageType.RGB);
    } catch (IOException | RuntimeException | StackOverflowError broken) {
      if (broken instanceof RefusedException refused) {
        throw refused;
      }
      throw new RefusedException(Refusal.UNREADABLE);
    }
  }

  private PageImage rendered(int page, double dpi, ImageType type) throws IOException {
    PDFRenderer renderer = new PDFRenderer(document);
    renderer.setSubsamplingAllowed(true);
    return new PageImage(renderer.renderImageWithDPI(page - 1, (float) dpi, type), dpi);
  }

  private double resolution(PdfPageContent content) {
    double squareInches = content.width() / 72 * content.height() / 72;
    double affordable = Math.sqrt(limits.maxPixelsPerPage() / squareInches) * 0.999;
    if (affordable < LOWEST_DPI) {
      throw new RefusedException(Refusal.TOO_MANY_PIXELS);
    }
    return Math.min(RECOGNITION_DPI, affordable);
  }

  /** The scan itself instead of a raster of it: nothing is interpolated, and it is quicker. */
  private static PageImage upright(PDImage scan, PdfPageContent content) throws IOException {
    BufferedImage image = scan.getImage();
    double dpi = 72.0 * image.getWidth() / content.onlyImageWidth();
    BufferedImage turned = turn(image, content.onlyImageQuarters());
    if (dpi <= FINEST_SCAN_DPI) {
      return new PageImage(turned, dpi);
    }
    return new PageImage(scaled(turned, RECOGNITION_DPI / dpi), RECOGNITION_DPI);
  }

  private static BufferedImage turn(BufferedImage image, int quarters) {
    return switch (quarters) {
      case 1 -> new Orientation(6).apply(image);
      case 2 -> new Orientation(3).apply(image);
      case 3 -> new Orientation(8).apply(image);
      default -> image;
    };
  }

  private static BufferedImage scaled(BufferedImage image, double factor) {
    int w = (int) Math.round(image.getWidth() * factor);
    int h = (int) Math.round(image.getHeight() * factor);
    BufferedImage out = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
    java.awt.Graphics2D g = out.createGraphics();
    g.setRenderingHint(
        java.awt.RenderingHints.KEY_INTERPOLATION,
        java.awt.RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    g.drawImage(image, AffineTransform.getScaleInstance(factor, factor), null);
    g.dispose();
    return out;
  }

  @Override
  public void close() {
    try {
      document.close();
    } catch (IOException ignored) {
      // it was read from memory: nothing is left open
      contents.clear();
    }
  }
}
