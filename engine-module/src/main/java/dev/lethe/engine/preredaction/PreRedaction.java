package dev.lethe.engine.preredaction;

import dev.lethe.engine.page.RefusedException;
import dev.lethe.engine.page.SourceDocument;
import dev.lethe.engine.recognition.Deadline;
import dev.lethe.engine.redaction.RedactedCopy;
import dev.lethe.engine.template.FormPlace;
import dev.lethe.engine.template.FormReader;
import dev.lethe.worker.Limits;
import dev.lethe.worker.ReadingScope;
import dev.lethe.worker.Refusal;
import dev.lethe.worker.Region;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Makes a document of pixels that shows what is wanted of another one and is white everywhere else.
 * Nothing but these pixels is taken over: no text layer, no metadata, no attachment, no page that
 * has nothing wanted. What cannot be done with certainty is not done.
 */
public final class PreRedaction {

  /** Of lines that are drawn again, in points. */
  private static final double LINE_WIDTH = 0.75;

  private final Limits limits;

  public PreRedaction(Limits limits) {
    this.limits = limits;
  }

  /**
   * A document of pixels.
   *
   * @param mediaType {@code image/png} of one page, {@code application/pdf} of several
   * @param areas how many areas were kept
   * @param by the template that told where, if one did
   */
  public record Result(byte[] bytes, String mediaType, int pages, int areas, Optional<String> by) {}

  /**
   * Keeps regions.
   *
   * @param regions at least one
   * @throws RefusedException if the document cannot be read, or a region lies on a page that is not
   *     there
   */
  public Result keepRegions(byte[] bytes, List<Region> regions) {
    if (regions.isEmpty()) {
      throw new IllegalArgumentException("no region is wanted");
    }
    try (SourceDocument document = SourceDocument.open(bytes, limits)) {
      Map<Integer, List<Region>> byPage =
          regions.stream()
              .collect(Collectors.groupingBy(Region::page, TreeMap::new, Collectors.toList()));
      if (byPage.keySet().stream().anyMatch(page -> page > document.pageCount())) {
        throw new RefusedException(Refusal.PAGE_OUT_OF_RANGE);
      }
      List<BufferedImage> pages = new ArrayList<>();
      byPage.forEach(
          (page, wanted) -> {
            BufferedImage source = document.image(page).image();
            pages.add(kept(source, wanted.stream().map(one -> shape(one, source)).toList()));
          });
      return result(pages, regions.size(), Optional.empty());
    }
  }

  /**
   * Keeps the values of fields of a known form, and of its print what tells which form it is: its
   * lines, drawn again, and a few of its words.
   *
   * @param scope class of the document and pages to look at, if they are known
   * @return empty if no page is certainly a known form that has all of the fields
   * @throws RefusedException if the document cannot be read
   */
  public Optional<Result> keepFields(
      byte[] bytes, ReadingScope scope, List<String> fields, FormReader forms) {
    if (fields.isEmpty()) {
      throw new IllegalArgumentException("no field is wanted");
    }
    Deadline deadline = Deadline.in(limits.deadline());
    try (SourceDocument document = SourceDocument.open(bytes, limits)) {
      return forms
          .locate(document, scope, fields, deadline)
          .map(
              place ->
                  result(
                      List.of(kept(document.image(place.page()).image(), place)),
                      place.wanted().size(),
                      Optional.of(place.template())));
    }
  }

  private static Shape shape(Region region, BufferedImage page) {
    return new Rectangle2D.Double(
        region.left() * page.getWidth(),
        region.top() * page.getHeight(),
        (region.right() - region.left()) * page.getWidth(),
        (region.bottom() - region.top()) * page.getHeight());
  }

  private static BufferedImage kept(BufferedImage source, List<Shape> wanted) {
    BufferedImage page = white(source);
    wanted.forEach(shape -> copy(source, page, shape));
    return page;
  }

  /** Whatever an anchor's box might show of another value is painted over again. */
  private static BufferedImage kept(BufferedImage source, FormPlace place) {
    BufferedImage page = white(source);
    place.print().forEach(shape -> copy(source, page, shape));
    Graphics2D g = pen(page);
    g.setColor(Color.WHITE);
    place.others().forEach(g::fill);
    g.dispose();
    place.wanted().forEach(shape -> copy(source, page, shape));
    draw(page, place.lines(), (float) Math.max(1, LINE_WIDTH * place.pointSize()));
    return page;
  }

  private static BufferedImage white(BufferedImage like) {
    BufferedImage page =
        new BufferedImage(like.getWidth(), like.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D g = page.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, page.getWidth(), page.getHeight());
    g.dispose();
    return page;
  }

  private static void copy(BufferedImage source, BufferedImage page, Shape shape) {
    Graphics2D g = pen(page);
    g.clip(shape);
    g.drawImage(source, 0, 0, null);
    g.dispose();
  }

  private static void draw(BufferedImage page, List<Line2D> lines, float width) {
    Graphics2D g = pen(page);
    g.setColor(Color.BLACK);
    g.setStroke(new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
    lines.forEach(g::draw);
    g.dispose();
  }

  private static Graphics2D pen(BufferedImage page) {
    Graphics2D g = page.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
    return g;
  }

  private static Result result(List<BufferedImage> pages, int areas, Optional<String> by) {
    if (pages.size() == 1) {
      return new Result(RedactedCopy.png(pages.get(0)), "image/png", 1, areas, by);
    }
    try (RedactedCopy copy = new RedactedCopy()) {
      pages.forEach(copy::add);
      return new Result(copy.toBytes(), "application/pdf", pages.size(), areas, by);
    }
  }
}
