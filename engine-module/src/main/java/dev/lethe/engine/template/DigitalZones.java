package dev.lethe.engine.template;

import dev.lethe.engine.layout.Box;
import dev.lethe.engine.page.PageText;
import dev.lethe.engine.page.Word;
import dev.lethe.engine.template.FormTemplate.Mode;
import dev.lethe.engine.template.FormTemplate.Zone;
import dev.lethe.worker.Polygon;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads zones of a page whose text is its own, by the places of its words. */
final class DigitalZones implements ZoneSource {

  private static final double SLACK = 1.5;
  private static final double ANCHOR_SLACK = 6;

  private final PageText page;
  private final Registration where;

  /** The registration leads to the page's own coordinates. */
  DigitalZones(PageText page, Registration where) {
    this.page = page;
    this.where = where;
  }

  @Override
  public boolean isDigital() {
    return true;
  }

  @Override
  public ZoneText read(Zone zone) {
    List<Word> words = within(zone.box(), SLACK);
    if (zone.mode() == Mode.CHECKBOX) {
      double ink = words.stream().anyMatch(w -> !w.text().isBlank()) ? 1 : 0;
      Box box = zone.box();
      return new ZoneText(
          List.of(),
          1,
          ink,
          Optional.of(
              Places.upright(
                  where.toPage(), Optional.empty(), 0, box, page.width(), page.height())));
    }
    List<String> lines =
        new ArrayList<>(
            Lines.of(words).stream()
                .map(line -> String.join(" ", line.stream().map(Word::text).toList()))
                .toList());
    Captions.remove(lines, zone.captions());
    return new ZoneText(lines, 1, lines.isEmpty() ? 0 : 1, place(words));
  }

  @Override
  public ZoneText again(Zone zone) {
    return read(zone);
  }

  private Optional<Polygon> place(List<Word> words) {
    if (words.isEmpty()) {
      return Optional.empty();
    }
    Box box = Box.around(words);
    return Optional.of(
        Polygon.ofBox(
            box.left() / page.width(),
            box.top() / page.height(),
            box.right() / page.width(),
            box.bottom() / page.height()));
  }

  @Override
  public String printed(Box box) {
    List<Word> words = within(box, ANCHOR_SLACK);
    return String.join(
        " ",
        Lines.of(words).stream()
            .map(line -> String.join(" ", line.stream().map(Word::text).toList()))
            .toList());
  }

  /** Words whose middle lies in the box. */
  private List<Word> within(Box box, double slack) {
    Point2D.Double a = where.place(box.left() - slack, box.top() - slack);
    Point2D.Double b = where.place(box.right() + slack, box.bottom() + slack);
    double left = Math.min(a.x, b.x);
    double right = Math.max(a.x, b.x);
    double top = Math.min(a.y, b.y);
    double bottom = Math.max(a.y, b.y);
    return page.words().stream()
        .filter(w -> w.centerX() >= left && w.centerX() <= right)
        .filter(w -> w.centerY() >= top && w.centerY() <= bottom)
        .toList();
  }
}
