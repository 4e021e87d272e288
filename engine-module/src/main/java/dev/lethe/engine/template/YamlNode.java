package dev.lethe.engine.template;

import dev.lethe.engine.layout.Box;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A part of a YAML file that knows its line, so that whatever is wrong with it can be told. */
final class YamlNode {

  private final String file;
  private final Node node;

  private YamlNode(String file, Node node) {
    this.file = file;
    this.node = node;
  }

  static YamlNode parse(String file, String text) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(file).setMaxAliasesForCollections(0).build();
    try {
      Node root =
          new Compose(settings)
              .composeString(text)
              .orElseThrow(() -> new BrokenTemplateException(file, 1, "the file is empty"));
      return new YamlNode(file, root);
    } catch (MarkedYamlEngineException broken) {
      int line = broken.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw new BrokenTemplateException(file, line, broken.getProblem());
    } catch (YamlEngineException broken) {
      throw new BrokenTemplateException(file, 1, "not YAML");
    }
  }

  BrokenTemplateException wrong(String reason) {
    int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    return new BrokenTemplateException(file, line, reason);
  }

  /** The entries of a mapping, which has no others than those allowed. */
  Map<String, YamlNode> map(Set<String> allowed) {
    Map<String, YamlNode> entries = map();
    entries.forEach(
        (name, value) -> {
          if (!allowed.contains(name)) {
            throw value.wrong("unknown entry: " + name);
          }
        });
    return entries;
  }

  Map<String, YamlNode> map() {
    if (!(node instanceof MappingNode mapping)) {
      throw wrong("a mapping is expected");
    }
    Map<String, YamlNode> entries = new LinkedHashMap<>();
    for (NodeTuple entry : mapping.getValue()) {
      YamlNode key = new YamlNode(file, entry.getKeyNode());
      if (entries.put(key.text(), new YamlNode(file, entry.getValueNode())) != null) {
        throw key.wrong("entry given twice: " + key.text());
      }
    }
    return entries;
  }

  YamlNode required(String name) {
    return optional(name).orElseThrow(() -> wrong("entry is missing: " + name));
  }

  Optional<YamlNode> optional(String name) {
    return Optional.ofNullable(map().get(name));
  }

  boolean isList() {
    return node instanceof SequenceNode;
  }

  List<YamlNode> list() {
    if (!(node instanceof SequenceNode sequence)) {
      throw wrong("a list is expected");
    }
    List<YamlNode> items = new ArrayList<>();
    sequence.getValue().forEach(item -> items.add(new YamlNode(file, item)));
    return items;
  }

  String text() {
    if (!(node instanceof ScalarNode scalar)) {
      throw wrong("a single value is expected");
    }
    return scalar.getValue();
  }

  String matching(String pattern) {
    String text = text();
    if (!text.matches(pattern)) {
      throw wrong("does not match " + pattern);
    }
    return text;
  }

  double number() {
    try {
      double number = Double.parseDouble(text());
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // told below
    }
    throw wrong("a number is expected");
  }

  boolean flag() {
    return switch (text()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong("true or false is expected");
    };
  }

  <E extends Enum<E>> E oneOf(Class<E> type) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text())) {
        return constant;
      }
    }
    throw wrong("unknown " + type.getSimpleName().toLowerCase(Locale.ROOT) + ": " + text());
  }

  /** {@code [left, top, right, bottom]}. */
  Box box(double width, double height) {
    double[] edges = numbers(4);
    Box box = new Box(edges[0], edges[1], edges[2], edges[3]);
    boolean within =
        box.left() >= 0 && box.top() >= 0 && box.right() <= width && box.bottom() <= height;
    if (!(box.width() > 0 && box.height() > 0 && within)) {
      throw wrong("a box is [left, top, right, bottom] within the page");
    }
    return box;
  }

  double[] numbers(int count) {
    List<YamlNode> items = list();
    if (items.size() != count) {
      throw wrong(count + " numbers are expected");
    }
    return items.stream().mapToDouble(YamlNode::number).toArray();
  }
}
