package dev.lethe.engine.page;

import dev.lethe.worker.Limits;
import dev.lethe.worker.Refusal;
import dev.lethe.worker.Region;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.pdmodel.DefaultResourceCache;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.pdmodel.graphics.PDXObject;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.rendering.RenderDestination;
import org.jspecify.annotations.Nullable;

/** A PDF. Its pages are counted by walking the tree, not by what the tree says of itself. */
final class PdfDocument implements SourceDocument {

  private static final double RECOGNITION_DPI = 300;

  /** A page that would need a coarser raster than this to stay within the limit is refused. */
  private static final double LOWEST_DPI = 72;

  private final PDDocument document;
  private final List<PDPage> pages;
  private final Limits limits;
  private @Nullable PdfPageContent content;

  private PdfDocument(PDDocument document, List<PDPage> pages, Limits limits) {
    this.document = document;
    this.pages = pages;
    this.limits = limits;
  }

  static PdfDocument open(byte[] bytes, Limits limits) {
    try {
      PDDocument loaded = Loader.loadPDF(bytes);
      List<PDPage> pages = pagesOf(loaded, limits);
      FormAppearances.complete(loaded);
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
      setResourceCache(new WithoutImages());
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

  /**
   * Fonts and colours serve many pages, an image one. Kept softly, the images of a long document
   * fill the whole heap before they are given up.
   */
  private static final class WithoutImages extends DefaultResourceCache {
    @Override
    public void put(COSObject indirect, PDXObject object) {
      if (!(object instanceof PDImageXObject)) {
        super.put(indirect, object);
      }
    }
  }

  @Override
  public int pageCount() {
    return pages.size();
  }

  @Override
  public Optional<PageText> digitalText(int page) {
    PdfPageContent shown = content(page);
    if (shown.showsWhatCannotBeDecoded()) {
      throw new RefusedException(Refusal.UNREADABLE);
    }
    return shown.isDigital() ? Optional.of(shown.text()) : Optional.empty();
  }

  /** What the last page that was asked for shows; pages are read one after the other. */
  private PdfPageContent content(int page) {
    PdfPageContent known = content;
    if (known == null || known.number() != page) {
      known = PdfPageContent.read(pages.get(page - 1), page, limits);
      content = known;
    }
    return known;
  }

  @Override
  public List<Region> pictures(int page) {
    return content(page).pictures();
  }

  @Override
  public PageImage image(int page) {
    PdfPageContent shown = content(page);
    return drawn(
        () -> {
          Optional<PdfScan> scan = shown.onlyImage();
          if (scan.isPresent()) {
            return new PageImage(scan.get().color(), scan.get().resolution());
          }
          double dpi = resolution(shown);
          return new PageImage(renderer().renderImageWithDPI(page - 1, (float) dpi), dpi);
        });
  }

  @Override
  public GrayImage gray(int page) {
    PdfPageContent shown = content(page);
    return shown.onlyImage().isPresent()
        ? parts(page, List.of(new Region(page, 0, 0, 1, 1))).parts().get(0).pixels()
        : GrayImage.of(image(page).image());
  }

  @Override
  public PageParts parts(int page, List<Region> regions) {
    PdfPageContent shown = content(page);
    return drawn(
        () -> {
          Optional<PdfScan> scan = shown.onlyImage();
          return scan.isPresent()
              ? scan.get().parts(regions, limits)
              : rendered(page, regions, shown);
        });
  }

  /** What draws; whatever the library stumbles over is a refusal. */
  private interface Drawing<T> {
    T run() throws IOException;
  }

  private static <T> T drawn(Drawing<T> drawing) {
    try {
      return drawing.run();
    } catch (RefusedException refused) {
      throw refused;
    } catch (IOException | RuntimeException | StackOverflowError broken) {
      throw new RefusedException(Refusal.UNREADABLE);
    }
  }

  @Override
  public PageImage preview(int page, double dotsPerInch) {
    PdfPageContent shown = content(page);
    if (shown.onlyImage().isPresent()) {
      return image(page);
    }
    return drawn(
        () -> {
          double dpi = Math.min(dotsPerInch, resolution(shown));
          return new PageImage(
              renderer().renderImageWithDPI(page - 1, (float) dpi, ImageType.GRAY), dpi);
        });
  }

  private PDFRenderer renderer() {
    PDFRenderer renderer = new PDFRenderer(document);
    renderer.setSubsamplingAllowed(true);
    return renderer;
  }

  /** Draws each part on a canvas of its own size; what lies outside is clipped, not drawn. */
  private PageParts rendered(int page, List<Region> regions, PdfPageContent shown)
      throws IOException {
    float scale = (float) (resolution(shown) / 72);
    // as the renderer rounds when it makes the whole page
    int width = (int) Math.max(Math.floor(shown.width() * scale), 1);
    int height = (int) Math.max(Math.floor(shown.height() * scale), 1);
    List<PageParts.Part> parts = new ArrayList<>();
    for (Region region : regions) {
      PixelBox box = PixelBox.of(region, width, height);
      BufferedImage canvas =
          new BufferedImage(box.width(), box.height(), BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = canvas.createGraphics();
      try {
        graphics.setBackground(Color.WHITE);
        graphics.clearRect(0, 0, box.width(), box.height());
        graphics.translate(-box.left(), -box.top());
        graphics.setClip(box.toRectangle());
        renderer().renderPageToGraphics(page - 1, graphics, scale, scale, RenderDestination.EXPORT);
      } finally {
        graphics.dispose();
      }
      parts.add(new PageParts.Part(box.left(), box.top(), GrayImage.of(canvas)));
    }
    return new PageParts(width, height, parts);
  }

  private double resolution(PdfPageContent content) {
    double squareInches = content.width() / 72 * content.height() / 72;
    double affordable = Math.sqrt(limits.maxPixelsPerPage() / squareInches) * 0.999;
    if (affordable < LOWEST_DPI) {
      throw new RefusedException(Refusal.TOO_MANY_PIXELS);
    }
    return Math.min(RECOGNITION_DPI, affordable);
  }

  @Override
  public void close() {
    try {
      document.close();
    } catch (IOException ignored) {
      // it was read from memory: nothing is left open
      content = null;
    }
  }
}
