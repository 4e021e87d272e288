package dev.lethe.engine.template;

import dev.lethe.engine.template.CaptionForm.Caption;
import dev.lethe.engine.template.CaptionForm.Place;
import dev.lethe.engine.template.CaptionForm.Side;
import dev.lethe.engine.template.FormTemplate.Mode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a form of captions from YAML; {@code caption-form.schema.json} says the same. */
final class CaptionFormReader {

  private static final int FEWEST_ANCHORS = 3;

  private CaptionFormReader() {}

  /** Whether a file describes a form by captions and not by places. */
  static boolean isCaptionForm(String file, String text) {
    return YamlNode.parse(file, text).optional("captions").isPresent();
  }

  /**
   * @throws BrokenTemplateException with file, line and reason
   */
  static CaptionForm read(String file, String text) {
    YamlNode root = YamlNode.parse(file, text);
    root.map(
        Set.of(
            "id", "version", "document_class", "anchors", "print", "captions", "zones", "fields"));
    List<String> anchors = phrases(root.required("anchors"));
    if (anchors.size() < FEWEST_ANCHORS) {
      throw root.required("anchors").wrong("at least " + FEWEST_ANCHORS + " anchors are needed");
    }
    Map<String, Caption> captions = captions(root.required("captions"));
    Map<String, Place> zones = zones(root.required("zones"), captions.keySet());
    return new CaptionForm(
        root.required("id").matching(TemplateReader.NAME),
        root.required("version").matching("[0-9]+(\\.[0-9]+){0,2}"),
        root.required("document_class").matching("[a-z][a-z0-9_]{0,63}"),
        anchors,
        root.optional("print").map(CaptionFormReader::phrases).orElse(List.of()),
        captions,
        zones,
        TemplateReader.fields(root.required("fields"), zones.keySet()));
  }

  private static List<String> phrases(YamlNode node) {
    return node.list().stream().map(CaptionFormReader::phrase).toList();
  }

  private static String phrase(YamlNode node) {
    return node.matching(".*[A-Za-z0-9]{2}.{0,398}");
  }

  private static List<String> texts(YamlNode node) {
    return node.isList() ? phrases(node) : List.of(phrase(node));
  }

  private static Map<String, Caption> captions(YamlNode node) {
    Map<String, YamlNode> entries = node.map();
    Map<String, Caption> captions = new LinkedHashMap<>();
    entries.forEach(
        (name, caption) -> {
          if (!name.matches(TemplateReader.NAME)) {
            throw caption.wrong("not a name: " + name);
          }
          caption.map(Set.of("text", "under"));
          Optional<String> under = caption.optional("under").map(YamlNode::text);
          if (under.isPresent() && !entries.containsKey(under.get())) {
            throw caption.wrong("no such caption: " + under.get());
          }
          captions.put(name, new Caption(texts(caption.required("text")), under));
        });
    return captions;
  }

  private static Map<String, Place> zones(YamlNode node, Set<String> captions) {
    Map<String, Place> zones = new LinkedHashMap<>();
    node.map()
        .forEach(
            (name, zone) -> {
              if (!name.matches(TemplateReader.NAME)) {
                throw zone.wrong("not a name: " + name);
              }
              zones.put(name, place(zone, captions));
            });
    return zones;
  }

  private static Place place(YamlNode node, Set<String> captions) {
    node.map(Set.of("caption", "sides", "mode"));
    String caption = node.required("caption").text();
    if (!captions.contains(caption)) {
      throw node.wrong("no such caption: " + caption);
    }
    List<Side> sides =
        node.required("sides").list().stream().map(side -> side.oneOf(Side.class)).toList();
    if (sides.isEmpty() || (sides.contains(Side.TICK) && sides.size() > 1)) {
      throw node.wrong("one or more of right, below and left; or tick alone");
    }
    Mode mode =
        sides.contains(Side.TICK)
            ? Mode.CHECKBOX
            : node.optional("mode").map(m -> m.oneOf(Mode.class)).orElse(Mode.LINE);
    return new Place(caption, sides, mode);
  }
}
