package dev.lethe.policy.adapter;

import static dev.lethe.policy.adapter.PolicyNode.required;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.FieldName;
import dev.lethe.policy.model.InvalidPolicyException;
import dev.lethe.policy.model.PolicyBundle;
import dev.lethe.policy.model.PolicyBundle.DocumentClassRule;
import dev.lethe.policy.model.PolicyBundle.EndedBy;
import dev.lethe.policy.model.PolicyBundle.FieldRule;
import dev.lethe.policy.model.PolicyBundle.IntakeLimits;
import dev.lethe.policy.model.PolicyBundle.LegalBasisRule;
import dev.lethe.policy.model.PolicyBundle.Mask;
import dev.lethe.policy.model.PolicyBundle.PurposeRule;
import dev.lethe.policy.model.PolicyBundle.Requirement;
import dev.lethe.policy.model.PolicyBundle.RetentionRule;
import dev.lethe.policy.model.PolicyVersion;
import dev.lethe.policy.model.Purpose;
import dev.lethe.policy.model.ResidencyRegion;
import dev.lethe.policy.model.Sensitivity;
import dev.lethe.worker.FieldType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads a policy bundle from a folder of YAML files. Nothing is lenient: an unknown file or key, a
 * missing one, a reference to nothing or a value of the wrong form ends the reading.
 */
public final class YamlPolicyReader {

  private static final Set<String> FILES =
      Set.of(
          "bundle.yaml",
          "purposes.yaml",
          "legal-bases.yaml",
          "fields.yaml",
          "document-classes.yaml",
          "retention.yaml",
          "regions.yaml",
          "intake.yaml");
  private static final int MAX_FILE_BYTES = 1 << 20;

  private final TreeMap<String, byte[]> files;

  private YamlPolicyReader(TreeMap<String, byte[]> files) {
    this.files = files;
  }

  /**
   * Reads the bundle of a folder.
   *
   * @throws InvalidPolicyException with file, place and reason
   */
  public static PolicyBundle read(Path folder) {
    return new YamlPolicyReader(load(folder)).bundle();
  }

  private static TreeMap<String, byte[]> load(Path folder) {
    TreeMap<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path file : entries.toList()) {
        String name = file.getFileName().toString();
        if (!FILES.contains(name)) {
          throw new InvalidPolicyException(name, "", "is not a file of a policy bundle");
        }
        if (Files.size(file) > MAX_FILE_BYTES) {
          throw new InvalidPolicyException(name, "", "is too large");
        }
        files.put(name, Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new InvalidPolicyException(folder.toString(), "", "cannot be read");
    }
    for (String name : FILES) {
      if (!files.containsKey(name)) {
        throw new InvalidPolicyException(name, "", "is missing");
      }
    }
    return files;
  }

  private PolicyBundle bundle() {
    Map<FieldName, FieldRule> fields = fields();
    Map<DocumentClass, DocumentClassRule> classes = classes(fields.keySet());
    Map<String, PolicyNode> regions = root("regions.yaml").entries("regions", "default_region");
    Set<ResidencyRegion> served = required(regions, "regions").set(ResidencyRegion::new);
    PolicyNode defaultRegion = required(regions, "default_region");
    if (!served.contains(defaultRegion.as(ResidencyRegion::new))) {
      throw defaultRegion.wrong("is not one of the regions");
    }
    Map<String, LegalBasisRule> bases = legalBases();
    return new PolicyBundle(
        version(),
        purposes(classes, bases.keySet()),
        bases,
        classes,
        fields,
        retention(),
        served,
        defaultRegion.as(ResidencyRegion::new),
        intake());
  }

  private PolicyVersion version() {
    Map<String, PolicyNode> bundle = root("bundle.yaml").entries("id", "version");
    return new PolicyVersion(
        required(bundle, "id").as(text -> matching("[a-z][a-z0-9-]{0,63}", text)),
        required(bundle, "version").as(text -> matching("[0-9A-Za-z.+-]{1,32}", text)),
        sha256());
  }

  private static String matching(String form, String text) {
    if (!text.matches(form)) {
      throw new IllegalArgumentException();
    }
    return text;
  }

  /** Over name, length and bytes of each file in the order of their names. */
  private String sha256() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      files.forEach(
          (name, bytes) -> {
            digest.update((name + "\n" + bytes.length + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
          });
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<FieldName, FieldRule> fields() {
    Map<FieldName, FieldRule> rules = new LinkedHashMap<>();
    root("fields.yaml")
        .only("fields")
        .entries()
        .forEach((name, node) -> rules.put(name(node, name), field(node)));
    return rules;
  }

  private static FieldName name(PolicyNode node, String name) {
    return new PolicyNode(node.file(), node.place(), name).as(FieldName::new);
  }

  private static FieldRule field(PolicyNode node) {
    Map<String, PolicyNode> entries = node.entries("type", "sensitivity", "mask");
    Sensitivity sensitivity = required(entries, "sensitivity").choice(Sensitivity.class);
    Mask mask = required(entries, "mask").choice(Mask.class);
    if (mask == Mask.NONE && sensitivity.compareTo(Sensitivity.PERSONAL) >= 0) {
      throw required(entries, "mask").wrong("a personal or sensitive field must be masked");
    }
    return new FieldRule(required(entries, "type").choice(FieldType.class), sensitivity, mask);
  }

  private Map<DocumentClass, DocumentClassRule> classes(Set<FieldName> known) {
    Map<DocumentClass, DocumentClassRule> rules = new LinkedHashMap<>();
    root("document-classes.yaml")
        .only("document_classes")
        .entries()
        .forEach(
            (name, node) -> {
              Map<String, PolicyNode> entries = node.entries("trust_zone", "fields");
              Set<FieldName> fields = required(entries, "fields").set(FieldName::new);
              if (!known.containsAll(fields)) {
                throw required(entries, "fields").wrong("names a field that has no rule");
              }
              String zone =
                  required(entries, "trust_zone").as(text -> matching("[a-z][a-z0-9-]*", text));
              rules.put(
                  new PolicyNode(node.file(), node.place(), name).as(DocumentClass::new),
                  new DocumentClassRule(fields, zone));
            });
    return rules;
  }

  private Map<String, LegalBasisRule> legalBases() {
    Map<String, LegalBasisRule> rules = new LinkedHashMap<>();
    root("legal-bases.yaml")
        .only("legal_bases")
        .entries()
        .forEach((name, node) -> rules.put(basisName(node, name), legalBasis(node)));
    return rules;
  }

  private static String basisName(PolicyNode node, String name) {
    return new PolicyNode(node.file(), node.place(), name).as(YamlPolicyReader::basisName);
  }

  private static String basisName(String text) {
    return matching("[a-z][a-z0-9_]{0,63}", text);
  }

  private static LegalBasisRule legalBasis(PolicyNode node) {
    Map<String, PolicyNode> entries = node.entries("description", "gdpr", "ended_by", "requires");
    Set<Requirement> requires =
        required(entries, "requires")
            .setOrNone(text -> Requirement.valueOf(text.toUpperCase(Locale.ROOT)));
    if (requires.stream().filter(Requirement::isReference).count() > 1) {
      throw required(entries, "requires").wrong("names more than one kind of reference");
    }
    return new LegalBasisRule(
        required(entries, "description").as(text -> matching(".{1,300}", text)),
        required(entries, "gdpr").as(text -> matching("[a-f]", text)),
        required(entries, "ended_by").choice(EndedBy.class),
        requires);
  }

  private Map<Purpose, PurposeRule> purposes(
      Map<DocumentClass, DocumentClassRule> classes, Set<String> bases) {
    Map<Purpose, PurposeRule> rules = new LinkedHashMap<>();
    root("purposes.yaml")
        .only("purposes")
        .entries()
        .forEach(
            (name, node) ->
                rules.put(
                    new PolicyNode(node.file(), node.place(), name).as(Purpose::new),
                    purpose(node, classes, bases)));
    return rules;
  }

  private static PurposeRule purpose(
      PolicyNode node, Map<DocumentClass, DocumentClassRule> classes, Set<String> bases) {
    Map<String, PolicyNode> entries =
        node.entries(
            "document_classes",
            "legal_bases",
            "manual_review",
            "reveal",
            "full_text",
            "consent_life",
            "fields");
    Set<DocumentClass> allowed = required(entries, "document_classes").set(DocumentClass::new);
    if (!classes.keySet().containsAll(allowed)) {
      throw required(entries, "document_classes").wrong("names a class that has no rule");
    }
    Set<FieldName> fields = required(entries, "fields").set(FieldName::new);
    for (FieldName field : fields) {
      if (allowed.stream().noneMatch(name -> has(classes, name, field))) {
        throw required(entries, "fields").wrong("names a field that none of the classes has");
      }
    }
    Set<String> legalBases = required(entries, "legal_bases").set(text -> basisName(text));
    if (!bases.containsAll(legalBases)) {
      throw required(entries, "legal_bases").wrong("names a legal basis that has no rule");
    }
    return new PurposeRule(
        allowed,
        fields,
        legalBases,
        required(entries, "manual_review").flag(),
        required(entries, "full_text").flag(),
        required(entries, "reveal").flag(),
        required(entries, "consent_life").duration());
  }

  private static boolean has(
      Map<DocumentClass, DocumentClassRule> classes, DocumentClass name, FieldName field) {
    DocumentClassRule rule = classes.get(name);
    return rule != null && rule.fields().contains(field);
  }

  private Map<ArtefactClass, RetentionRule> retention() {
    Map<String, PolicyNode> entries = new HashMap<>();
    String[] names =
        Stream.of(ArtefactClass.values()).map(ArtefactClass::apiName).toArray(String[]::new);
    entries.putAll(root("retention.yaml").only("retention").entries(names));
    Map<ArtefactClass, RetentionRule> rules = new EnumMap<>(ArtefactClass.class);
    for (ArtefactClass artefact : ArtefactClass.values()) {
      rules.put(artefact, window(required(entries, artefact.apiName())));
    }
    return rules;
  }

  private static RetentionRule window(PolicyNode node) {
    Map<String, PolicyNode> entries = node.entries("default", "floor", "cap");
    Duration standard = required(entries, "default").duration();
    Duration floor = required(entries, "floor").duration();
    Duration cap = required(entries, "cap").duration();
    if (standard.compareTo(floor) < 0 || standard.compareTo(cap) > 0) {
      throw node.wrong("the default must lie between floor and cap");
    }
    return new RetentionRule(standard, floor, cap);
  }

  private IntakeLimits intake() {
    Map<String, PolicyNode> entries =
        root("intake.yaml")
            .only("intake")
            .entries(
                "max_bytes",
                "max_pages",
                "max_pixels_per_page",
                "max_processing",
                "slot_life",
                "max_wait");
    return new IntakeLimits(
        required(entries, "max_bytes").number(1L << 30),
        (int) required(entries, "max_pages").number(10_000),
        required(entries, "max_pixels_per_page").number(1L << 30),
        required(entries, "max_processing").duration(),
        required(entries, "slot_life").duration(),
        required(entries, "max_wait").duration());
  }

  private PolicyNode root(String file) {
    byte[] bytes = files.get(file);
    if (bytes == null) {
      throw new IllegalStateException(file);
    }
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file)
            .setAllowDuplicateKeys(false)
            .setMaxAliasesForCollections(0)
            .build();
    try {
      return new PolicyNode(
          file, "", new Load(settings).loadFromString(new String(bytes, StandardCharsets.UTF_8)));
    } catch (YamlEngineException e) {
      throw new InvalidPolicyException(file, "", "is not valid YAML");
    }
  }
}
