package dev.lethe.policy.adapter;

import dev.lethe.policy.model.InvalidPolicyException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads YAML 1.2, and so JSON, as nodes that know their lines. No aliases, no duplicate keys. */
final class PolicyYaml {

  private final String file;

  private PolicyYaml(String file) {
    this.file = file;
  }

  /**
   * The only document of a text.
   *
   * @throws InvalidPolicyException if it is empty or not YAML
   */
  static PolicyNode read(String file, String text) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(file).setMaxAliasesForCollections(0).build();
    try {
      return new PolicyYaml(file)
          .node(
              "",
              new Compose(settings)
                  .composeString(text)
                  .orElseThrow(() -> new InvalidPolicyException(file, "is empty")));
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
      throw new InvalidPolicyException(file, line, "", "is not valid YAML");
    } catch (YamlEngineException e) {
      throw new InvalidPolicyException(file, "is not valid YAML");
    }
  }

  private PolicyNode node(String place, Node node) {
    if (node.getAnchor().isPresent()) {
      throw new InvalidPolicyException(file, line(node), place, "anchors are not allowed");
    }
    return new PolicyNode(file, line(node), place, value(place, node));
  }

  private static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }

  private @Nullable Object value(String place, Node node) {
    if (node instanceof MappingNode mapping) {
      return entries(place, mapping);
    }
    if (node instanceof SequenceNode sequence) {
      List<PolicyNode> items = new ArrayList<>();
      for (Node item : sequence.getValue()) {
        items.add(node(place + "[" + items.size() + "]", item));
      }
      return items;
    }
    ScalarNode scalar = (ScalarNode) node;
    try {
      return scalar(scalar.getTag(), scalar.getValue());
    } catch (NumberFormatException e) {
      throw new InvalidPolicyException(file, line(node), place, "is not a number of YAML 1.2");
    }
  }

  private static @Nullable Object scalar(Tag tag, String text) {
    if (tag.equals(Tag.NULL)) {
      return null;
    } else if (tag.equals(Tag.BOOL)) {
      return text.equals("true");
    } else if (tag.equals(Tag.INT)) {
      return Long.valueOf(text);
    } else if (tag.equals(Tag.FLOAT)) {
      return Double.valueOf(text);
    }
    return text;
  }

  private Map<String, PolicyNode> entries(String place, MappingNode mapping) {
    Map<String, PolicyNode> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw new InvalidPolicyException(
            file, line(tuple.getKeyNode()), place, "has a strange key");
      }
      String name = key.getValue();
      String below = place.isEmpty() ? name : place + "." + name;
      PolicyNode node = node(below, tuple.getValueNode());
      PolicyNode atKey = new PolicyNode(file, line(key), below, node.value());
      if (entries.put(name, atKey) != null) {
        throw new InvalidPolicyException(file, line(key), below, "stands there twice");
      }
    }
    return entries;
  }
}
