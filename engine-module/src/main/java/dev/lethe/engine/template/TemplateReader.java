package dev.lethe.engine.template;

import dev.lethe.engine.layout.Box;
import dev.lethe.engine.template.FormTemplate.Anchor;
import dev.lethe.engine.template.FormTemplate.Field;
import dev.lethe.engine.template.FormTemplate.Kind;
import dev.lethe.engine.template.FormTemplate.Lines;
import dev.lethe.engine.template.FormTemplate.Mode;
import dev.lethe.engine.template.FormTemplate.Pick;
import dev.lethe.engine.template.FormTemplate.Rule;
import dev.lethe.engine.template.FormTemplate.Zone;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a template from YAML. What the schema ({@code form-template.schema.json}) says of the parts
 * is kept here too, and that the parts fit together.
 */
final class TemplateReader {

  static final String NAME = "[a-z][a-z0-9_-]{0,63}";

  /** A little more than the longer side of A3. */
  private static final int MOST_POINTS = 1300;

  private static final int FEWEST_ANCHORS = 2;
  private static final int FEWEST_RULES = 4;

  private TemplateReader() {}

  /**
   * @throws BrokenTemplateException with file, line and reason
   */
  static FormTemplate read(String file, String text) {
    YamlNode root = YamlNode.parse(file, text);
    root.map(
        Set.of(
            "id",
            "version",
            "document_class",
            "page",
            "ink",
            "anchors",
            "rules",
            "zones",
            "fields"));
    YamlNode page = root.required("page");
    page.map(Set.of("width", "height"));
    double width = size(page.required("width"));
    double height = size(page.required("height"));
    Optional<YamlNode> rules = root.optional("rules");
    rules.ifPresent(r -> r.map(Set.of("horizontal", "vertical")));
    List<Rule> horizontal = rules(rules, "horizontal", height, width);
    List<Rule> vertical = rules(rules, "vertical", width, height);
    List<Anchor> anchors = anchors(root.required("anchors"), width, height);
    if (anchors.size() < FEWEST_ANCHORS) {
      throw root.required("anchors").wrong("at least " + FEWEST_ANCHORS + " anchors are needed");
    }
    if (horizontal.size() < FEWEST_RULES || vertical.size() < 2) {
      throw root.wrong("a form is found by at least 4 horizontal and 2 vertical rules");
    }
    Map<String, List<Zone>> zones = zones(root.required("zones"), width, height);
    return new FormTemplate(
        root.required("id").matching(NAME),
        root.required("version").matching("[0-9]+(\\.[0-9]+){0,2}"),
        root.required("document_class").matching("[a-z][a-z0-9_]{0,63}"),
        width,
        height,
        root.optional("ink").map(ink -> ink.matching("black|red").equals("red")).orElse(false),
        anchors,
        horizontal,
        vertical,
        zones,
        fields(root.required("fields"), zones.keySet()));
  }

  private static double size(YamlNode node) {
    double points = node.number();
    if (points < 72 || points > MOST_POINTS) {
      throw node.wrong("72 to 1300 points are expected");
    }
    return points;
  }

  private static List<Rule> rules(
      Optional<YamlNode> rules, String axis, double across, double along) {
    List<Rule> read = new ArrayList<>();
    for (YamlNode node :
        rules.flatMap(r -> r.optional(axis)).map(YamlNode::list).orElse(List.of())) {
      double[] values = node.numbers(3);
      boolean within = values[0] >= 0 && values[0] <= across && values[1] >= 0;
      if (!(within && values[2] - values[1] >= 5 && values[2] <= along)) {
        throw node.wrong("a rule is [at, from, to] within the page");
      }
      read.add(new Rule(values[0], values[1], values[2]));
    }
    return read;
  }

  private static List<Anchor> anchors(YamlNode node, double width, double height) {
    List<Anchor> anchors = new ArrayList<>();
    for (YamlNode anchor : node.list()) {
      anchor.map(Set.of("text", "box"));
      anchors.add(
          new Anchor(
              anchor.required("text").matching(".{3,120}"),
              anchor.required("box").box(width, height)));
    }
    return anchors;
  }

  private static Map<String, List<Zone>> zones(YamlNode node, double width, double height) {
    Map<String, List<Zone>> zones = new LinkedHashMap<>();
    node.map()
        .forEach(
            (name, zone) -> {
              if (!name.matches(NAME)) {
                throw zone.wrong("not a name: " + name);
              }
              zones.put(name, zone(zone, width, height));
            });
    return zones;
  }

  private static List<Zone> zone(YamlNode node, double width, double height) {
    node.map(Set.of("box", "mode", "captions", "rows"));
    Box box = node.required("box").box(width, height);
    Mode mode = node.optional("mode").map(m -> m.oneOf(Mode.class)).orElse(Mode.LINE);
    List<String> captions =
        node.optional("captions")
            .map(c -> c.list().stream().map(YamlNode::text).toList())
            .orElse(List.of());
    List<Zone> rows = new ArrayList<>();
    rows.add(new Zone(box, mode, captions));
    node.optional("rows").ifPresent(r -> repeat(r, box, height, mode, captions, rows));
    return rows;
  }

  private static void repeat(
      YamlNode node, Box box, double height, Mode mode, List<String> captions, List<Zone> rows) {
    node.map(Set.of("count", "step"));
    double count = node.required("count").number();
    double step = node.required("step").number();
    if (!(count >= 2 && count <= 200 && step > 0 && box.bottom() + (count - 1) * step <= height)) {
      throw node.wrong("rows do not fit the page");
    }
    for (int i = 1; i < count; i++) {
      Box moved = new Box(box.left(), box.top() + i * step, box.right(), box.bottom() + i * step);
      rows.add(new Zone(moved, mode, captions));
    }
  }

  static Map<String, Field> fields(YamlNode node, Set<String> zones) {
    Map<String, Field> fields = new LinkedHashMap<>();
    node.map()
        .forEach(
            (name, field) -> {
              if (!name.matches("[a-z][a-z0-9_]{0,63}")) {
                throw field.wrong("not a field name: " + name);
              }
              fields.put(name, field(field, zones));
            });
    return fields;
  }

  private static List<String> joins(YamlNode node) {
    return node.isList() ? node.list().stream().map(YamlNode::text).toList() : List.of(node.text());
  }

  private static Field field(YamlNode node, Set<String> zones) {
    node.map(Set.of("kind", "zones", "join", "lines", "pick", "values", "value"));
    Kind kind = node.required("kind").oneOf(Kind.class);
    List<String> used = new ArrayList<>();
    for (YamlNode zone : node.optional("zones").map(YamlNode::list).orElse(List.of())) {
      if (!zones.contains(zone.text())) {
        throw zone.wrong("no such zone: " + zone.text());
      }
      used.add(zone.text());
    }
    List<String> values =
        node.optional("values")
            .map(v -> v.list().stream().map(YamlNode::text).toList())
            .orElseGet(() -> node.optional("value").map(v -> List.of(v.text())).orElse(List.of()));
    if (kind == Kind.CONSTANT ? values.size() != 1 : used.isEmpty()) {
      throw node.wrong(kind == Kind.CONSTANT ? "entry is missing: value" : "no zones are given");
    }
    if (kind == Kind.CHOICE && values.size() != used.size()) {
      throw node.wrong("a choice has a value for each of its zones");
    }
    if (kind == Kind.TIN && used.size() != 2) {
      throw node.wrong("a tin has two zones: of the person's and of the employer's number");
    }
    return new Field(
        kind,
        used,
        node.optional("join").map(TemplateReader::joins).orElse(List.of()),
        node.optional("lines").map(l -> l.oneOf(Lines.class)).orElse(Lines.ALL),
        node.optional("pick").map(p -> p.oneOf(Pick.class)).orElse(Pick.ALL),
        values);
  }
}
