package dev.lethe.engine.template;

import dev.lethe.engine.layout.Box;
import dev.lethe.engine.template.FormTemplate.Rule;
import dev.lethe.engine.template.FormTemplate.Zone;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where a known form lies on a page, in pixels of {@link
 * dev.lethe.engine.page.SourceDocument#image}.
 *
 * @param template its identifier and version
 * @param page from 1
 * @param wanted places of the wanted fields' values
 * @param others places of all other values
 * @param print places of printed words by which the form is known; the same on every copy of it
 * @param lines printed lines of the form
 * @param pointSize pixels to a point
 */
public record FormPlace(
    String template,
    int page,
    List<Shape> wanted,
    List<Shape> others,
    List<Shape> print,
    List<Line2D> lines,
    double pointSize) {

  /** A form is never printed to the point, so writing may stand a little outside its zone. */
  private static final double SLACK = 1.5;

  public FormPlace {
    wanted = List.copyOf(wanted);
    others = List.copyOf(others);
    print = List.copyOf(print);
    lines = List.copyOf(lines);
  }

  static FormPlace of(
      FormTemplate template, int page, AffineTransform toImage, List<String> fields, int anchors) {
    Set<String> names = new LinkedHashSet<>();
    template
        .fields()
        .forEach(
            (name, field) -> {
              if (fields.contains(name)) {
                names.addAll(field.zones());
              }
            });
    List<Shape> wanted = new ArrayList<>();
    List<Shape> others = new ArrayList<>();
    for (Map.Entry<String, List<Zone>> zones : template.zones().entrySet()) {
      for (Zone zone : zones.getValue()) {
        boolean kept = names.contains(zones.getKey());
        (kept ? wanted : others).add(placed(zone.box(), kept ? SLACK : 0, toImage));
      }
    }
    List<Line2D> lines = new ArrayList<>();
    for (Rule rule : template.horizontal()) {
      lines.add(placed(rule.from(), rule.at(), rule.to(), rule.at(), toImage));
    }
    for (Rule rule : template.vertical()) {
      lines.add(placed(rule.at(), rule.from(), rule.at(), rule.to(), toImage));
    }
    return new FormPlace(
        template.label(),
        page,
        wanted,
        others,
        template.anchors().stream()
            .limit(anchors)
            .map(anchor -> placed(anchor.box(), 0, toImage))
            .toList(),
        lines,
        Math.sqrt(Math.abs(toImage.getDeterminant())));
  }

  private static Shape placed(Box box, double slack, AffineTransform toImage) {
    return toImage.createTransformedShape(
        new Rectangle2D.Double(
            box.left() - slack,
            box.top() - slack,
            box.width() + 2 * slack,
            box.bottom() - box.top() + 2 * slack));
  }

  private static Line2D placed(
      double x1, double y1, double x2, double y2, AffineTransform toImage) {
    double[] ends = {x1, y1, x2, y2};
    toImage.transform(ends, 0, ends, 0, 2);
    return new Line2D.Double(ends[0], ends[1], ends[2], ends[3]);
  }
}
