package dev.lethe.engine.page;

import dev.lethe.worker.Limits;
import dev.lethe.worker.Refusal;
import dev.lethe.worker.Region;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.contentstream.PDFGraphicsStreamEngine;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.graphics.color.PDColor;
import org.apache.pdfbox.pdmodel.graphics.color.PDPattern;
import org.apache.pdfbox.pdmodel.graphics.image.PDImage;
import org.apache.pdfbox.pdmodel.graphics.state.PDGraphicsState;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.util.Matrix;
import org.apache.pdfbox.util.Vector;

/**
 * What is to be seen on a PDF page: glyphs with their places, and how much of the page is images.
 * Glyphs that nobody sees (drawn invisibly, white on white, outside the page, under an image or a
 * filled box) do not count as text.
 */
final class PdfPageContent extends PDFGraphicsStreamEngine {

  private static final int FEWEST_GLYPHS = 12;
  private static final double MOST_UNMAPPED = 0.1;
  private static final double SCAN_COVERAGE = 0.5;
  private static final double WHOLE_PAGE = 0.85;

  /** Points; a smaller picture is an icon. */
  private static final double LEAST_PICTURE = 40;

  private static final int MOST_PICTURES = 6;
  private static final double SMALLEST_FONT = 1.5;
  private static final double NEARLY_WHITE = 0.93;
  private static final double ASCENT = 0.75;
  private static final double DESCENT = 0.21;

  private final Limits limits;
  private final int number;
  private final double width;
  private final double height;
  private final AffineTransform toUpright;
  private final Path2D path = new Path2D.Double();
  private final List<Glyph> glyphs = new ArrayList<>();
  private final List<Rectangle2D> darkFills = new ArrayList<>();
  private final List<DrawnImage> images = new ArrayList<>();
  private int unmapped;
  private int paintedPaths;

  /** An image and where its unit square lies on the upright page. */
  private record DrawnImage(PDImage image, AffineTransform placed, Rectangle2D box) {}

  private PdfPageContent(PDPage page, int number, Limits limits) {
    super(page);
    this.limits = limits;
    this.number = number;
    PDRectangle box = page.getCropBox();
    int quarters = Math.floorMod(page.getRotation() / 90, 4);
    boolean lying = quarters % 2 == 1;
    this.width = lying ? box.getHeight() : box.getWidth();
    this.height = lying ? box.getWidth() : box.getHeight();
    this.toUpright = upright(box, quarters);
  }

  /**
   * From user space, where y grows upwards, to the page as it is shown, where y grows downwards.
   */
  private static AffineTransform upright(PDRectangle box, int quarters) {
    double w = box.getWidth();
    double h = box.getHeight();
    AffineTransform turn =
        switch (quarters) {
          case 1 -> new AffineTransform(0, 1, 1, 0, 0, 0);
          case 2 -> new AffineTransform(-1, 0, 0, 1, w, 0);
          case 3 -> new AffineTransform(0, -1, -1, 0, h, w);
          default -> new AffineTransform(1, 0, 0, -1, 0, h);
        };
    turn.translate(-box.getLowerLeftX(), -box.getLowerLeftY());
    return turn;
  }

  static PdfPageContent read(PDPage page, int number, Limits limits) {
    PdfPageContent content = new PdfPageContent(page, number, limits);
    if (!(content.width > 0 && content.height > 0)) {
      throw new RefusedException(Refusal.UNREADABLE);
    }
    try {
      content.processPage(page);
      for (PDAnnotation annotation : page.getAnnotations()) {
        if (!annotation.isHidden() && !annotation.isNoView()) {
          content.showAnnotation(annotation);
        }
      }
    } catch (IOException | StackOverflowError broken) {
      throw new RefusedException(Refusal.UNREADABLE);
    } catch (RuntimeException broken) {
      throw broken instanceof RefusedException ? broken : new RefusedException(Refusal.UNREADABLE);
    }
    return content;
  }

  int number() {
    return number;
  }

  double width() {
    return width;
  }

  double height() {
    return height;
  }

  /** Whether the visible text can be trusted to be what a reader of the page sees. */
  boolean isDigital() {
    return glyphs.size() >= FEWEST_GLYPHS
        && unmapped <= MOST_UNMAPPED * (glyphs.size() + unmapped)
        && imageCoverage() < SCAN_COVERAGE;
  }

  private double imageCoverage() {
    Area covered = new Area();
    images.stream().limit(200).forEach(image -> covered.add(new Area(image.box)));
    Area page = new Area(new Rectangle2D.Double(0, 0, width, height));
    covered.intersect(page);
    double sum = 0;
    for (Rectangle2D part : rectangles(covered)) {
      sum += part.getWidth() * part.getHeight();
    }
    return sum / (width * height);
  }

  /** The area as horizontal slabs; the shapes are unions of upright rectangles. */
  private static List<Rectangle2D> rectangles(Area area) {
    if (area.isEmpty()) {
      return List.of();
    }
    if (area.isRectangular()) {
      return List.of(area.getBounds2D());
    }
    Rectangle2D all = area.getBounds2D();
    List<Rectangle2D> slabs = new ArrayList<>();
    int steps = 64;
    for (int i = 0; i < steps; i++) {
      double y = all.getY() + all.getHeight() * i / steps;
      Area slab = new Area(new Rectangle2D.Double(all.getX(), y, all.getWidth(), 1e-3));
      slab.intersect(area);
      Rectangle2D r = slab.getBounds2D();
      slabs.add(new Rectangle2D.Double(r.getX(), y, r.getWidth(), all.getHeight() / steps));
    }
    return slabs;
  }

  PageText text() {
    return new PageText(number, width, height, Glyph.words(glyphs), true, 72);
  }

  /**
   * Whether most of what is to be seen is an image that cannot be decoded: JPEG 2000, of which
   * there is no decoder here. The library draws nothing in its place, and the page would seem
   * empty.
   */
  boolean showsWhatCannotBeDecoded() {
    double half = SCAN_COVERAGE * width * height;
    return images.stream()
        .anyMatch(
            image ->
                isJpeg2000(image.image) && image.box.getWidth() * image.box.getHeight() >= half);
  }

  private static boolean isJpeg2000(PDImage image) {
    COSBase filter = image.getCOSObject().getDictionaryObject(COSName.FILTER, COSName.F);
    return COSName.JPX_DECODE.equals(filter)
        || (filter instanceof COSArray filters
            && filters.size() > 0
            && COSName.JPX_DECODE.equals(filters.getObject(filters.size() - 1)));
  }

  /**
   * Pictures on a digital page that may hold text: large enough for it, and with no text of the
   * page's own on them, which would make them a background.
   */
  List<Region> pictures() {
    Rectangle2D page = new Rectangle2D.Double(0, 0, width, height);
    return images.stream()
        .filter(image -> !isJpeg2000(image.image))
        .map(image -> image.box.createIntersection(page))
        .filter(box -> box.getWidth() >= LEAST_PICTURE && box.getHeight() >= LEAST_PICTURE / 4)
        .filter(box -> glyphs.stream().noneMatch(glyph -> box.contains(glyph.middle())))
        .limit(MOST_PICTURES)
        .map(box -> region(box, page))
        .toList();
  }

  private Region region(Rectangle2D box, Rectangle2D page) {
    return new Region(
        number,
        Math.max(0, box.getMinX() / page.getWidth()),
        Math.max(0, box.getMinY() / page.getHeight()),
        Math.min(1, box.getMaxX() / page.getWidth()),
        Math.min(1, box.getMaxY() / page.getHeight()));
  }

  /** The image that is all there is to see, if the page is a plain scan. */
  Optional<PdfScan> onlyImage() {
    if (images.size() != 1 || !glyphs.isEmpty() || unmapped > 0 || paintedPaths > 0) {
      return Optional.empty();
    }
    DrawnImage only = images.get(0);
    Rectangle2D page = new Rectangle2D.Double(0, 0, width, height);
    Rectangle2D seen = only.box.createIntersection(page);
    boolean fills = seen.getWidth() * seen.getHeight() > WHOLE_PAGE * width * height;
    boolean fits =
        page.createUnion(only.box).getWidth() < width * 1.05
            && page.createUnion(only.box).getHeight() < height * 1.05;
    int quarters = quarters(only.placed);
    double dpi = 72.0 * only.image.getWidth() / horizontalEdge(only.placed);
    return fills && fits && quarters >= 0
        ? Optional.of(new PdfScan(only.image, quarters, dpi))
        : Optional.empty();
  }

  /** Width on the page, in points, of the edge that is the image's own horizontal one. */
  private static double horizontalEdge(AffineTransform m) {
    return Math.hypot(m.getScaleX(), m.getShearY());
  }

  /** Clockwise quarters by which the page shows the image turned; -1 if skewed or mirrored. */
  private static int quarters(AffineTransform m) {
    double a = m.getScaleX();
    double b = m.getShearY();
    double c = m.getShearX();
    double d = m.getScaleY();
    // the unit square's y grows upwards: upright means a > 0 and d < 0
    double largest =
        Math.max(Math.max(Math.abs(a), Math.abs(b)), Math.max(Math.abs(c), Math.abs(d)));
    double slack = largest * 0.002;
    if (Math.abs(b) <= slack && Math.abs(c) <= slack) {
      return a > 0 && d < 0 ? 0 : a < 0 && d > 0 ? 2 : -1;
    }
    if (Math.abs(a) <= slack && Math.abs(d) <= slack) {
      return b > 0 && c > 0 ? 1 : b < 0 && c < 0 ? 3 : -1;
    }
    return -1;
  }

  // --- what the page's operators draw

  @Override
  protected void showGlyph(Matrix textMatrix, PDFont font, int code, Vector displacement)
      throws IOException {
    AffineTransform place = new AffineTransform(toUpright);
    place.concatenate(textMatrix.createAffineTransform());
    String text = unicode(font, code);
    double advance = font.isVertical() ? 1 : displacement.getX();
    Glyph glyph = Glyph.at(text == null ? "?" : text, place, advance, ASCENT, DESCENT);
    if (!isVisible(glyph)) {
      return;
    }
    if (text == null) {
      unmapped++;
    } else {
      glyphs.add(glyph);
    }
  }

  private static @org.jspecify.annotations.Nullable String unicode(PDFont font, int code)
      throws IOException {
    String text = font.toUnicode(code);
    if (text == null || text.isEmpty()) {
      return null;
    }
    int first = text.codePointAt(0);
    boolean meaningless =
        first == 0xFFFD || Character.getType(first) == Character.PRIVATE_USE || first < 9;
    return meaningless ? null : text;
  }

  private boolean isVisible(Glyph glyph) {
    PDGraphicsState state = getGraphicsState();
    if (!state.getTextState().getRenderingMode().isFill()
        && !state.getTextState().getRenderingMode().isStroke()) {
      return false;
    }
    Point2D middle = glyph.middle();
    if (glyph.size() < SMALLEST_FONT
        || !new Rectangle2D.Double(0, 0, width, height).contains(middle)
        || isClipped(middle)
        || state.getNonStrokeAlphaConstant() < 0.05) {
      return false;
    }
    return !isWhite(state)
        || darkFills.stream().anyMatch(box -> box.contains(middle))
        || images.stream().anyMatch(image -> image.box.contains(middle));
  }

  private boolean isClipped(Point2D upright) {
    Area clip = getGraphicsState().getCurrentClippingPath();
    try {
      return clip != null && !clip.contains(toUpright.inverseTransform(upright, null));
    } catch (java.awt.geom.NoninvertibleTransformException impossible) {
      return false;
    }
  }

  private static boolean isWhite(PDGraphicsState state) {
    if (!state.getTextState().getRenderingMode().isFill()) {
      return false;
    }
    PDColor color = state.getNonStrokingColor();
    if (color.getColorSpace() instanceof PDPattern) {
      return false;
    }
    try {
      int rgb = color.toRGB();
      int darkest = Math.min(Math.min((rgb >> 16) & 255, (rgb >> 8) & 255), rgb & 255);
      return darkest > NEARLY_WHITE * 255;
    } catch (IOException | RuntimeException unknown) {
      return false;
    }
  }

  @Override
  public void drawImage(PDImage image) {
    if ((long) image.getWidth() * image.getHeight() > limits.maxPixelsPerPage()) {
      throw new RefusedException(Refusal.TOO_MANY_PIXELS);
    }
    AffineTransform placed = new AffineTransform(toUpright);
    placed.concatenate(getGraphicsState().getCurrentTransformationMatrix().createAffineTransform());
    Rectangle2D box =
        placed.createTransformedShape(new Rectangle2D.Double(0, 0, 1, 1)).getBounds2D();
    if (!box.intersects(0, 0, width, height)) {
      return;
    }
    images.add(new DrawnImage(image, placed, box));
    if (isOpaque(image)) {
      hide(box);
    }
  }

  private boolean isOpaque(PDImage image) {
    if (image.isStencil() || getGraphicsState().getNonStrokeAlphaConstant() < 0.9) {
      return false;
    }
    org.apache.pdfbox.cos.COSDictionary dictionary = image.getCOSObject();
    return !dictionary.containsKey(COSName.SMASK) && !dictionary.containsKey(COSName.MASK);
  }

  /** Glyphs under an opaque shape are not seen any more. */
  private void hide(Rectangle2D box) {
    glyphs.removeIf(glyph -> box.contains(glyph.middle()));
  }

  private void fill() throws IOException {
    paintedPaths++;
    PDGraphicsState state = getGraphicsState();
    Rectangle2D box = path.getBounds2D();
    boolean rectangle = new Area(path).isRectangular();
    if (!rectangle || state.getNonStrokeAlphaConstant() < 0.9) {
      path.reset();
      return;
    }
    hide(box);
    if (!isWhiteFill(state)) {
      darkFills.add(box);
    }
    path.reset();
  }

  private static boolean isWhiteFill(PDGraphicsState state) {
    PDColor color = state.getNonStrokingColor();
    if (color.getColorSpace() instanceof PDPattern) {
      return false;
    }
    try {
      int rgb = color.toRGB();
      return Math.min(Math.min((rgb >> 16) & 255, (rgb >> 8) & 255), rgb & 255)
          > NEARLY_WHITE * 255;
    } catch (IOException | RuntimeException unknown) {
      return false;
    }
  }

  private Point2D place(double x, double y) {
    return toUpright.transform(new Point2D.Double(x, y), null);
  }

  @Override
  public void appendRectangle(Point2D p0, Point2D p1, Point2D p2, Point2D p3) {
    moveTo((float) p0.getX(), (float) p0.getY());
    lineTo((float) p1.getX(), (float) p1.getY());
    lineTo((float) p2.getX(), (float) p2.getY());
    lineTo((float) p3.getX(), (float) p3.getY());
    closePath();
  }

  @Override
  public void moveTo(float x, float y) {
    Point2D p = place(x, y);
    path.moveTo(p.getX(), p.getY());
  }

  @Override
  public void lineTo(float x, float y) {
    if (path.getCurrentPoint() == null) {
      moveTo(x, y);
      return;
    }
    Point2D p = place(x, y);
    path.lineTo(p.getX(), p.getY());
  }

  @Override
  public void curveTo(float x1, float y1, float x2, float y2, float x3, float y3) {
    if (path.getCurrentPoint() == null) {
      moveTo(x3, y3);
      return;
    }
    Point2D a = place(x1, y1);
    Point2D b = place(x2, y2);
    Point2D c = place(x3, y3);
    path.curveTo(a.getX(), a.getY(), b.getX(), b.getY(), c.getX(), c.getY());
  }

  @Override
  public Point2D getCurrentPoint() {
    Point2D current = path.getCurrentPoint();
    if (current == null) {
      return new Point2D.Double();
    }
    try {
      return toUpright.inverseTransform(current, null);
    } catch (java.awt.geom.NoninvertibleTransformException impossible) {
      return current;
    }
  }

  @Override
  public void closePath() {
    if (path.getCurrentPoint() != null) {
      path.closePath();
    }
  }

  private int clipRule = -1;

  @Override
  public void clip(int windingRule) {
    clipRule = windingRule;
  }

  @Override
  public void endPath() {
    if (clipRule >= 0 && path.getCurrentPoint() != null) {
      try {
        Path2D clip = new Path2D.Double(path, toUpright.createInverse());
        clip.setWindingRule(clipRule);
        getGraphicsState().intersectClippingPath(new Area(clip));
      } catch (java.awt.geom.NoninvertibleTransformException impossible) {
        throw new RefusedException(Refusal.UNREADABLE);
      }
    }
    clipRule = -1;
    path.reset();
  }

  @Override
  public void strokePath() {
    paintedPaths++;
    endPath();
  }

  @Override
  public void fillPath(int windingRule) throws IOException {
    fill();
    endPath();
  }

  @Override
  public void fillAndStrokePath(int windingRule) throws IOException {
    fill();
    endPath();
  }

  @Override
  public void shadingFill(COSName shadingName) {
    paintedPaths++;
  }
}
