package dev.lethe.policy.adapter;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import dev.lethe.policy.model.Direction;
import dev.lethe.policy.model.Direction.Absence;
import dev.lethe.policy.model.Direction.Kind;
import dev.lethe.policy.model.InvalidPolicyException;
import dev.lethe.policy.model.PolicyRule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a file of a bundle must look like (JSON Schema 2020-12), and in which direction each of its
 * rules grows weaker: the keyword {@code x-weaker}, with {@code x-chains} for ordered words and
 * {@code x-absent} for what may be left out.
 */
final class PolicySchema {

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final String REMOVED = "removed";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Map<String, PolicySchema> SCHEMAS = new LinkedHashMap<>();

  static {
    for (String name :
        List.of(
            "bundle",
            "purposes",
            "legal-bases",
            "document-classes",
            "trust-zones",
            "fields",
            "retention",
            "regions",
            "intake",
            "redaction",
            "roles",
            "subprocessors",
            "overlays",
            "exceptions")) {
      SCHEMAS.put(name + ".yaml", new PolicySchema(name));
    }
  }

  /** Of the declarations of what the code exposes, which belong to the code and to no bundle. */
  private static final PolicySchema EXPOSURE = new PolicySchema("exposure");

  private final PolicyNode tree;
  private final Schema schema;

  private PolicySchema(String name) {
    String text = text("/dev/lethe/policy/schema/" + name + ".schema.json");
    tree = PolicyYaml.read(name + ".schema.json", text);
    schema = REGISTRY.getSchema(text, InputFormat.JSON);
  }

  private static String text(String resource) {
    try (InputStream in = PolicySchema.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(resource, e);
    }
  }

  /** Schemas by the names of the files that they describe. */
  static Map<String, PolicySchema> all() {
    return SCHEMAS;
  }

  static PolicySchema exposure() {
    return EXPOSURE;
  }

  /** The file whose top has a key, if one has. */
  static Optional<String> fileOf(String key) {
    return SCHEMAS.entrySet().stream()
        .filter(entry -> entry.getValue().tree.get("properties").find(key).isPresent())
        .map(Map.Entry::getKey)
        .findFirst();
  }

  PolicyNode tree() {
    return tree;
  }

  /**
   * Passes what fits.
   *
   * @throws InvalidPolicyException for the first thing that does not, with its line
   */
  void require(PolicyNode node) {
    schema.validate(JSON.valueToTree(node.plain())).stream()
        .findFirst()
        .ifPresent(
            error -> {
              PolicyNode wrong = node.at(pointer(error));
              throw wrong.wrong(reason(error));
            });
  }

  private static List<String> pointer(Error error) {
    NodePath path = error.getInstanceLocation();
    List<String> pointer = new ArrayList<>();
    for (int i = 0; i < path.getNameCount(); i++) {
      pointer.add(String.valueOf(path.getElement(i)));
    }
    String property = error.getProperty();
    if (property != null) {
      pointer.add(property);
    }
    return pointer;
  }

  private static String reason(Error error) {
    String message = error.getMessage();
    return message.replaceFirst("^[^ :]*: ", "");
  }

  /** Every rule of a file, taken alone. */
  List<PolicyRule> rules(PolicyNode node) {
    List<PolicyRule> rules = new ArrayList<>();
    collect("", node, tree, rules, false);
    return rules;
  }

  /** Every rule of a part of a file that is laid over it; not to have one is weaker than any. */
  List<PolicyRule> overlayRules(String path, String key, PolicyNode part) {
    List<PolicyRule> rules = new ArrayList<>();
    collect(path, part, tree.get("properties").get(key), rules, true);
    return rules;
  }

  private static void collect(
      String path, PolicyNode node, PolicyNode schema, List<PolicyRule> rules, boolean overlay) {
    if (overlay && node.value() == null) {
      rules.add(rule(path, REMOVED, removal(), node));
    } else if (node.value() instanceof Map<?, ?>) {
      node.entries()
          .forEach((key, entry) -> collectEntry(path, key, entry, schema, rules, overlay));
    } else if (node.value() instanceof List<?>) {
      collectMembers(path, node, schema, rules, overlay);
    } else {
      Direction direction = direction(schema);
      rules.add(rule(path, node.text(), overlay ? orWeakest(direction) : direction, node));
    }
  }

  private static void collectEntry(
      String path,
      String key,
      PolicyNode entry,
      PolicyNode schema,
      List<PolicyRule> rules,
      boolean overlay) {
    String below = path.isEmpty() ? key : path + "." + key;
    Optional<PolicyNode> property = schema.find("properties").flatMap(all -> all.find(key));
    if (property.isPresent()) {
      collect(below, entry, property.get(), rules, overlay);
      return;
    }
    PolicyNode form = schema.get("additionalProperties");
    if (!overlay) {
      rules.add(rule(below, PolicyRule.PRESENT, direction(schema), entry));
    }
    if (form.find("x-weaker").isPresent() || form.find("properties").isPresent()) {
      collect(below, entry, form, rules, overlay);
    }
  }

  private static void collectMembers(
      String path, PolicyNode list, PolicyNode schema, List<PolicyRule> rules, boolean overlay) {
    Direction direction = direction(schema);
    if (overlay || direction.absence() == Absence.WEAKEST) {
      rules.add(rule(path, PolicyRule.PRESENT, removal(), list));
    }
    list.items()
        .forEach(
            item -> rules.add(rule(path + "." + item.text(), PolicyRule.PRESENT, direction, item)));
  }

  private static PolicyRule rule(String path, String value, Direction direction, PolicyNode node) {
    return new PolicyRule(path, value, direction, node.file(), node.line());
  }

  private static Direction removal() {
    return new Direction(Kind.REMOVED, List.of(), Absence.NONE);
  }

  private static Direction orWeakest(Direction direction) {
    return new Direction(direction.kind(), direction.chains(), Absence.WEAKEST);
  }

  /** The direction of a rule that its schema states. */
  static Direction direction(PolicyNode schema) {
    Kind kind = schema.get("x-weaker").choice(Kind.class);
    Absence absence =
        schema.find("x-absent").map(word -> word.choice(Absence.class)).orElse(Absence.NONE);
    List<List<String>> chains =
        schema
            .find("x-chains")
            .map(
                all ->
                    all.items().stream()
                        .map(chain -> chain.items().stream().map(PolicyNode::text).toList())
                        .toList())
            .orElse(List.of());
    return new Direction(kind, chains, absence);
  }

  /**
   * The direction of a rule by its path alone, for a rule of a baseline.
   *
   * @throws InvalidPolicyException if no schema knows such a rule
   */
  static Direction directionOf(String path, String value) {
    if (value.equals(REMOVED)) {
      return removal();
    }
    List<String> parts = new ArrayList<>(List.of(path.split("\\.")));
    boolean overlay = parts.get(0).equals("overlays") && parts.size() > 2;
    if (overlay) {
      parts = parts.subList(2, parts.size());
    }
    Direction direction = walk(path, schemaOf(parts.get(0), path).tree, parts);
    return overlay ? orWeakest(direction) : direction;
  }

  private static PolicySchema schemaOf(String top, String path) {
    if (EXPOSURE.tree.get("properties").find(top).isPresent()) {
      return EXPOSURE;
    }
    return fileOf(top)
        .map(SCHEMAS::get)
        .orElseThrow(() -> new InvalidPolicyException(path, "no schema knows this rule"));
  }

  private static Direction walk(String path, PolicyNode schema, List<String> parts) {
    PolicyNode at = schema;
    for (int i = 0; i < parts.size(); i++) {
      String part = parts.get(i);
      Optional<PolicyNode> property = at.find("properties").flatMap(all -> all.find(part));
      boolean last = i == parts.size() - 1;
      if (property.isPresent()) {
        at = property.get();
        if (last && at.find("items").isPresent()) {
          return removal();
        }
      } else if (at.find("items").isPresent()) {
        return direction(at);
      } else if (at.find("additionalProperties")
          .filter(form -> form.value() instanceof Map)
          .isPresent()) {
        if (last) {
          return direction(at);
        }
        at = at.get("additionalProperties");
      } else {
        throw new InvalidPolicyException(path, "no schema knows this rule");
      }
    }
    return direction(at);
  }
}
