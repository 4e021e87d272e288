package dev.lethe.policy.adapter;

import dev.lethe.policy.model.GovernanceChecklist;
import dev.lethe.policy.model.InvalidPolicyException;
import dev.lethe.policy.model.PolicyBundle;
import dev.lethe.policy.model.PolicyChange;
import dev.lethe.policy.model.PolicyComparison;
import dev.lethe.policy.model.PolicyDocument;
import dev.lethe.policy.model.PolicyFiles;
import dev.lethe.policy.model.PolicyRule;
import dev.lethe.policy.model.PolicyVersion;
import dev.lethe.policy.model.RegisteredException;
import dev.lethe.policy.model.ResidencyRegion;
import dev.lethe.tenancy.model.TenantId;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reads policy bundles. Nothing is lenient: an unknown file or key, a missing one, a reference to
 * nothing or a value of the wrong form ends the reading.
 */
public final class PolicyDocuments {

  /** The file that holds the signature of the others. */
  public static final String ENVELOPE = "bundle.dsse.json";

  private static final int MAX_FILE_BYTES = 1 << 20;
  private static final Set<String> NO_RULES =
      Set.of("bundle.yaml", "exceptions.yaml", "overlays.yaml");

  private final PolicyFiles files;
  private final Map<String, PolicyNode> nodes = new LinkedHashMap<>();

  private PolicyDocuments(PolicyFiles files) {
    this.files = files;
  }

  /**
   * Reads the bundle of a folder, whoever signed it.
   *
   * @throws InvalidPolicyException with file, line, place and reason
   */
  public static PolicyDocument read(Path folder) {
    return read(files(folder));
  }

  /** The same for files that were read already. */
  public static PolicyDocument read(PolicyFiles files) {
    return new PolicyDocuments(files).document();
  }

  /** The files of a folder, without the signature. */
  public static PolicyFiles files(Path folder) {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path file : entries.toList()) {
        String name = file.getFileName().toString();
        if (!name.equals(ENVELOPE)) {
          texts.put(name, text(file, name));
        }
      }
    } catch (IOException e) {
      throw new InvalidPolicyException(folder.toString(), "cannot be read");
    }
    return new PolicyFiles(texts);
  }

  private static String text(Path file, String name) throws IOException {
    if (Files.size(file) > MAX_FILE_BYTES) {
      throw new InvalidPolicyException(name, "is too large");
    }
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new InvalidPolicyException(name, "is not UTF-8");
    }
  }

  private PolicyDocument document() {
    for (String name : files.texts().keySet()) {
      if (!PolicySchema.all().containsKey(name)) {
        throw new InvalidPolicyException(name, "is not a file of a policy bundle");
      }
    }
    PolicySchema.all()
        .forEach(
            (name, schema) -> {
              String text = files.texts().get(name);
              if (text == null) {
                throw new InvalidPolicyException(name, "is missing");
              }
              PolicyNode node = PolicyYaml.read(name, text);
              schema.require(node);
              nodes.put(name, node);
            });
    PolicyNode bundle = node("bundle.yaml");
    PolicyVersion version =
        new PolicyVersion(bundle.get("id").text(), bundle.get("version").text(), files.sha256());
    Set<ResidencyRegion> known = node("regions.yaml").get("regions").set(ResidencyRegion::new);
    List<PolicyRule> base = rules(nodes);
    List<PolicyRule> all = new ArrayList<>(base);
    List<PolicyChange> loosenings = new ArrayList<>();
    Map<TenantId, PolicyBundle> tenants = new LinkedHashMap<>();
    node("overlays.yaml")
        .get("overlays")
        .entries()
        .forEach(
            (tenant, overlay) -> {
              Map<String, PolicyNode> merged = merged(overlay);
              tenants.put(
                  new TenantId(tenant), new PolicyReader(merged, version, known).bundle(Map.of()));
              String prefix = "overlays." + tenant + ".";
              PolicyComparison.weakenings(base, rules(merged)).stream()
                  .map(change -> prefixed(prefix, change))
                  .forEach(loosenings::add);
              overlay
                  .entries()
                  .forEach(
                      (key, part) ->
                          all.addAll(schemaOf(part, key).overlayRules(prefix + key, key, part)));
            });
    PolicyBundle whole = new PolicyReader(nodes, version, known).bundle(tenants);
    requireNoGaps(whole);
    return new PolicyDocument(whole, all, loosenings, exceptions(), files);
  }

  /** An overlay may take away what makes the bundle whole; the bundle itself may not lack it. */
  private static void requireNoGaps(PolicyBundle bundle) {
    GovernanceChecklist.gaps(bundle).stream()
        .findFirst()
        .ifPresent(
            gap -> {
              throw new InvalidPolicyException("bundle.yaml", gap);
            });
  }

  private static PolicyChange prefixed(String prefix, PolicyChange change) {
    return new PolicyChange(
        prefix + change.path(), change.before(), change.after(), change.verdict(), change.place());
  }

  private PolicyNode node(String file) {
    return required(nodes, file);
  }

  private static <T> T required(Map<String, T> map, String key) {
    return Optional.ofNullable(map.get(key)).orElseThrow(() -> new IllegalStateException(key));
  }

  private static List<PolicyRule> rules(Map<String, PolicyNode> nodes) {
    List<PolicyRule> rules = new ArrayList<>();
    PolicySchema.all()
        .forEach(
            (name, schema) -> {
              if (!NO_RULES.contains(name)) {
                rules.addAll(schema.rules(required(nodes, name)));
              }
            });
    return rules;
  }

  private static PolicySchema schemaOf(PolicyNode part, String key) {
    String file =
        PolicySchema.fileOf(key).orElseThrow(() -> part.wrong("no file of a bundle has this key"));
    return required(PolicySchema.all(), file);
  }

  /** The files with a tenant's overlay; each must still fit its schema. */
  private Map<String, PolicyNode> merged(PolicyNode overlay) {
    Map<String, PolicyNode> merged = new LinkedHashMap<>(nodes);
    overlay
        .entries()
        .forEach(
            (key, part) -> {
              PolicySchema schema = schemaOf(part, key);
              String file = PolicySchema.fileOf(key).orElseThrow();
              PolicyNode below = required(merged, file);
              PolicyNode top =
                  new PolicyNode(
                      part.file(), part.line(), "", new LinkedHashMap<>(Map.of(key, part)));
              PolicyNode result = below.overlaid(top);
              schema.require(result);
              merged.put(file, result);
            });
    return merged;
  }

  private List<RegisteredException> exceptions() {
    List<RegisteredException> exceptions = new ArrayList<>();
    node("exceptions.yaml")
        .get("exceptions")
        .entries()
        .forEach(
            (id, node) ->
                exceptions.add(
                    new RegisteredException(
                        id,
                        node.get("rule").text(),
                        node.get("owner").text(),
                        node.get("reason").text(),
                        node.get("compensating_control").text(),
                        node.get("approver").text(),
                        date(node.get("expires")))));
    for (RegisteredException one : exceptions) {
      if (one.owner().equalsIgnoreCase(one.approver())) {
        throw node("exceptions.yaml")
            .get("exceptions")
            .get(one.id())
            .wrong("owner and approver must be two people");
      }
    }
    return exceptions;
  }

  private static LocalDate date(PolicyNode node) {
    try {
      return LocalDate.parse(node.text());
    } catch (DateTimeException e) {
      throw node.wrong("must be a day, for instance 2027-01-31");
    }
  }
}
