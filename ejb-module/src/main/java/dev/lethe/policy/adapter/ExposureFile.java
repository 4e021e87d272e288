package dev.lethe.policy.adapter;

import dev.lethe.policy.model.Exposure;
import dev.lethe.policy.model.Exposure.Declaration;
import dev.lethe.policy.model.Exposure.Kind;
import dev.lethe.policy.model.PolicyRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The declarations of what the code exposes, a file of the tree. Its rules grow weaker as those of
 * a bundle do, and are held against a baseline in the same way.
 *
 * @param rules every rule taken alone, for comparison
 */
public record ExposureFile(Exposure exposure, List<PolicyRule> rules) {

  public ExposureFile {
    rules = List.copyOf(rules);
  }

  /**
   * Reads a file.
   *
   * @throws dev.lethe.policy.model.InvalidPolicyException with file, line and reason
   */
  public static ExposureFile read(Path file) throws IOException {
    return of(file.getFileName().toString(), Files.readString(file));
  }

  /** The same of a text. */
  public static ExposureFile of(String name, String text) {
    PolicyNode node = PolicyYaml.read(name, text);
    PolicySchema.exposure().require(node);
    return new ExposureFile(exposure(node.get("exposure")), PolicySchema.exposure().rules(node));
  }

  private static Exposure exposure(PolicyNode root) {
    Map<Kind, Map<String, Declaration>> all = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      Map<String, Declaration> named = new LinkedHashMap<>();
      root.get(kind.fileName()).entries().forEach((name, node) -> add(named, name, node));
      all.put(kind, named);
    }
    return new Exposure(all);
  }

  /** Types of events are declared together, and each is a way of its own. */
  private static void add(Map<String, Declaration> named, String name, PolicyNode node) {
    Optional<PolicyNode> types = node.find("types");
    if (types.isEmpty()) {
      named.put(name, declaration(node));
    } else {
      types.get().items().forEach(type -> named.put(name + "." + type.text(), declaration(node)));
    }
  }

  private static Declaration declaration(PolicyNode node) {
    return new Declaration(
        node.get("shows").set(text -> text),
        node.get("to").set(text -> text),
        Duration.parse(node.get("lasts").text()),
        node.get("default").text().equals("on"),
        node.find("why").map(PolicyNode::text));
  }
}
