package dev.lethe.policy.adapter;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.DispositionRule;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.FieldName;
import dev.lethe.policy.model.InvalidPolicyException;
import dev.lethe.policy.model.Isolation;
import dev.lethe.policy.model.Permission;
import dev.lethe.policy.model.PolicyBundle;
import dev.lethe.policy.model.PolicyBundle.AccessRule;
import dev.lethe.policy.model.PolicyBundle.ConsentElement;
import dev.lethe.policy.model.PolicyBundle.DocumentClassRule;
import dev.lethe.policy.model.PolicyBundle.EndedBy;
import dev.lethe.policy.model.PolicyBundle.FieldRule;
import dev.lethe.policy.model.PolicyBundle.IntakeLimits;
import dev.lethe.policy.model.PolicyBundle.LegalBasisRule;
import dev.lethe.policy.model.PolicyBundle.Mask;
import dev.lethe.policy.model.PolicyBundle.PurposeRule;
import dev.lethe.policy.model.PolicyBundle.RedactionRule;
import dev.lethe.policy.model.PolicyBundle.Requirement;
import dev.lethe.policy.model.PolicyBundle.RetentionOverride;
import dev.lethe.policy.model.PolicyBundle.RetentionRule;
import dev.lethe.policy.model.PolicyBundle.Subprocessor;
import dev.lethe.policy.model.PolicyBundle.TrustZoneRule;
import dev.lethe.policy.model.PolicyVersion;
import dev.lethe.policy.model.Purpose;
import dev.lethe.policy.model.ResidencyRegion;
import dev.lethe.policy.model.RetentionMode;
import dev.lethe.policy.model.RetentionStart;
import dev.lethe.policy.model.Sensitivity;
import dev.lethe.policy.model.TrustZone;
import dev.lethe.tenancy.model.Role;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.worker.FieldType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Makes a bundle of files that fit their schemas, and refuses what refers to nothing or contradicts
 * itself.
 */
final class PolicyReader {

  private final Map<String, PolicyNode> files;
  private final PolicyVersion version;
  private final Set<ResidencyRegion> known;

  /**
   * Of files that may have an overlay.
   *
   * @param known regions of the bundle without it: what names them stays true where fewer are
   *     allowed
   */
  PolicyReader(Map<String, PolicyNode> files, PolicyVersion version, Set<ResidencyRegion> known) {
    this.files = files;
    this.version = version;
    this.known = known;
  }

  /**
   * The bundle.
   *
   * @throws InvalidPolicyException with file, line, place and reason
   */
  PolicyBundle bundle(Map<TenantId, PolicyBundle> tenants) {
    Map<FieldName, FieldRule> fields = map("fields.yaml", "fields", FieldName::new, this::field);
    Map<TrustZone, TrustZoneRule> zones = zones();
    Map<DocumentClass, DocumentClassRule> classes =
        map(
            "document-classes.yaml",
            "document_classes",
            DocumentClass::new,
            node -> documentClass(node, fields, zones));
    Map<String, LegalBasisRule> bases =
        map("legal-bases.yaml", "legal_bases", name -> name, PolicyReader::legalBasis);
    Map<ArtefactClass, RetentionRule> retention = retention();
    PolicyBundle bundle =
        new PolicyBundle(
            version,
            map("purposes.yaml", "purposes", Purpose::new, node -> purpose(node, classes, bases)),
            bases,
            classes,
            zones,
            fields,
            retention,
            overrides(classes),
            dispositions(classes),
            regions(),
            defaultRegion(),
            intake(),
            redaction(),
            access(),
            map("subprocessors.yaml", "subprocessors", name -> name, PolicyReader::subprocessor),
            tenants);
    requireWindows(bundle);
    requireReviewers(bundle);
    return bundle;
  }

  private PolicyNode file(String name) {
    PolicyNode node = files.get(name);
    if (node == null) {
      throw new InvalidPolicyException(name, "is missing");
    }
    return node;
  }

  private <K, V> Map<K, V> map(
      String file, String key, Function<String, K> name, Function<PolicyNode, V> rule) {
    Map<K, V> rules = new LinkedHashMap<>();
    file(file)
        .get(key)
        .entries()
        .forEach((text, node) -> rules.put(name.apply(text), rule.apply(node)));
    return rules;
  }

  private FieldRule field(PolicyNode node) {
    Sensitivity sensitivity = node.get("sensitivity").choice(Sensitivity.class);
    Mask mask = node.get("mask").choice(Mask.class);
    if (mask == Mask.NONE && sensitivity.compareTo(Sensitivity.PERSONAL) >= 0) {
      throw node.get("mask").wrong("a personal or sensitive field must be masked");
    }
    return new FieldRule(
        node.get("type").choice(FieldType.class),
        sensitivity,
        mask,
        node.find("reveal_roles").map(PolicyReader::roles));
  }

  private static Set<Role> roles(PolicyNode node) {
    return node.set(
        text -> Role.ofClaim(text).orElseThrow(() -> new IllegalArgumentException("not a role")));
  }

  private Map<TrustZone, TrustZoneRule> zones() {
    Map<Integer, PolicyNode> levels = new HashMap<>();
    return map(
        "trust-zones.yaml",
        "trust_zones",
        TrustZone::new,
        node -> {
          int level = (int) node.get("level").number();
          if (levels.put(level, node) != null) {
            throw node.get("level").wrong("another zone has this level");
          }
          Map<ArtefactClass, Duration> longest = new EnumMap<>(ArtefactClass.class);
          node.get("retention")
              .entries()
              .forEach((name, time) -> longest.put(artefact(time, name), time.duration()));
          return new TrustZoneRule(
              level,
              node.get("isolation").choice(Isolation.class),
              node.get("key_provider").text(),
              knownRegions(node.get("regions")),
              node.get("max_sensitivity").choice(Sensitivity.class),
              node.get("cover_from").choice(Sensitivity.class),
              longest);
        });
  }

  private static ArtefactClass artefact(PolicyNode node, String name) {
    return new PolicyNode(node.file(), node.line(), node.place(), name).choice(ArtefactClass.class);
  }

  private Set<ResidencyRegion> knownRegions(PolicyNode node) {
    Set<ResidencyRegion> named = node.set(ResidencyRegion::new);
    if (!known.containsAll(named)) {
      throw node.wrong("names something that has no rule");
    }
    return named;
  }

  private DocumentClassRule documentClass(
      PolicyNode node, Map<FieldName, FieldRule> fields, Map<TrustZone, TrustZoneRule> zones) {
    Set<FieldName> names = node.get("fields").set(FieldName::new);
    if (!fields.keySet().containsAll(names)) {
      throw node.get("fields").wrong("names a field that has no rule");
    }
    TrustZone zone = node.get("trust_zone").as(TrustZone::new);
    TrustZoneRule rule =
        Optional.ofNullable(zones.get(zone))
            .orElseThrow(() -> node.get("trust_zone").wrong("names a zone that has no rule"));
    for (PolicyNode item : node.get("fields").items()) {
      FieldRule field = fields.get(item.as(FieldName::new));
      if (field != null && field.sensitivity().compareTo(rule.maxSensitivity()) > 0) {
        throw item.wrong("is more sensitive than the zone of the class allows");
      }
    }
    return new DocumentClassRule(names, zone);
  }

  private static LegalBasisRule legalBasis(PolicyNode node) {
    Set<Requirement> requires =
        node.get("requires")
            .set(text -> Requirement.valueOf(text.toUpperCase(java.util.Locale.ROOT)));
    if (requires.stream().filter(Requirement::isReference).count() > 1) {
      throw node.get("requires").wrong("names more than one kind of reference");
    }
    return new LegalBasisRule(
        node.get("description").text(),
        node.get("gdpr").text(),
        node.get("ended_by").choice(EndedBy.class),
        requires);
  }

  private static PurposeRule purpose(
      PolicyNode node,
      Map<DocumentClass, DocumentClassRule> classes,
      Map<String, LegalBasisRule> bases) {
    Set<DocumentClass> allowed = node.get("document_classes").set(DocumentClass::new);
    if (!classes.keySet().containsAll(allowed)) {
      throw node.get("document_classes").wrong("names a class that has no rule");
    }
    Set<String> legalBases = node.get("legal_bases").set(text -> text);
    if (!bases.keySet().containsAll(legalBases)) {
      throw node.get("legal_bases").wrong("names a legal basis that has no rule");
    }
    for (PolicyNode item : node.get("fields").items()) {
      FieldName field = item.as(FieldName::new);
      if (allowed.stream().noneMatch(name -> has(classes, name, field))) {
        throw item.wrong("names a field that none of the classes has");
      }
    }
    return new PurposeRule(
        node.get("description").text(),
        allowed,
        node.get("fields").setOrNone(FieldName::new),
        legalBases,
        roles(node.get("recipients")),
        node.get("manual_review").flag(),
        node.get("full_text").flag(),
        node.get("reveal").flag(),
        node.get("consent_life").duration(),
        node.find("consent_names")
            .map(
                names ->
                    names.set(
                        text -> ConsentElement.valueOf(text.toUpperCase(java.util.Locale.ROOT))))
            .orElse(Set.of()),
        node.find("retention_modes")
            .map(modes -> modes.set(RetentionMode::ofApiName))
            .orElse(Set.of(RetentionMode.STANDARD)));
  }

  private static boolean has(
      Map<DocumentClass, DocumentClassRule> classes, DocumentClass name, FieldName field) {
    DocumentClassRule rule = classes.get(name);
    return rule != null && rule.fields().contains(field);
  }

  /** What a window starts with comes by itself, or is named among the events. */
  private RetentionStart start(PolicyNode node) {
    RetentionStart start = node.as(RetentionStart::new);
    if (!start.isOwn() && !events().contains(start)) {
      throw node.wrong("is not among the events of this file");
    }
    return start;
  }

  /** What callers report. */
  private Set<RetentionStart> events() {
    Set<RetentionStart> events = new HashSet<>();
    file("retention.yaml")
        .find("events")
        .map(PolicyNode::entries)
        .orElse(Map.of())
        .forEach(
            (name, node) -> {
              RetentionStart event = new RetentionStart(name);
              if (event.isOwn()) {
                throw node.wrong("comes by itself and is not reported");
              }
              events.add(event);
            });
    return events;
  }

  private Map<ArtefactClass, RetentionRule> retention() {
    events();
    Map<ArtefactClass, RetentionRule> rules = new EnumMap<>(ArtefactClass.class);
    PolicyNode root = file("retention.yaml").get("retention");
    for (ArtefactClass artefact : ArtefactClass.values()) {
      rules.put(artefact, window(root.get(artefact.apiName())));
    }
    return rules;
  }

  private RetentionRule window(PolicyNode node) {
    Duration standard = node.get("default").durationOrNone();
    Duration floor = node.get("floor").durationOrNone();
    Duration cap = node.get("cap").durationOrNone();
    if (standard.compareTo(floor) < 0 || standard.compareTo(cap) > 0) {
      throw node.wrong("the default must lie between floor and cap");
    }
    return new RetentionRule(
        standard, floor, cap, node.find("start").map(this::start).orElse(RetentionStart.CREATED));
  }

  private List<RetentionOverride> overrides(Map<DocumentClass, DocumentClassRule> classes) {
    List<RetentionOverride> overrides = new ArrayList<>();
    for (String key : List.of("overrides", "starts")) {
      file("retention.yaml")
          .find(key)
          .map(PolicyNode::entries)
          .orElse(Map.of())
          .forEach((name, node) -> overrides.add(override(name, node, classes)));
    }
    return overrides;
  }

  private RetentionOverride override(
      String name, PolicyNode node, Map<DocumentClass, DocumentClassRule> classes) {
    Optional<DocumentClass> documentClass =
        node.find("document_class").map(word -> word.as(DocumentClass::new));
    if (documentClass.isPresent() && !classes.containsKey(documentClass.get())) {
      throw node.get("document_class").wrong("names a class that has no rule");
    }
    Optional<PolicyNode> purpose = node.find("purpose");
    if (purpose.isPresent()
        && !file("purposes.yaml").get("purposes").entries().containsKey(purpose.get().text())) {
      throw purpose.get().wrong("names a purpose that has no rule");
    }
    Optional<ResidencyRegion> region =
        node.find("region").map(word -> word.as(ResidencyRegion::new));
    if (region.isPresent() && !known.contains(region.get())) {
      throw node.get("region").wrong("is not one of the regions");
    }
    return new RetentionOverride(
        name,
        node.get("artefact").choice(ArtefactClass.class),
        documentClass,
        purpose.map(word -> word.as(Purpose::new)),
        region,
        node.find("default").map(PolicyNode::duration),
        node.find("floor").map(PolicyNode::duration),
        node.find("cap").map(PolicyNode::duration),
        node.find("event").map(this::start));
  }

  private List<DispositionRule> dispositions(Map<DocumentClass, DocumentClassRule> classes) {
    List<DispositionRule> rules = new ArrayList<>();
    file("retention.yaml")
        .find("dispositions")
        .map(PolicyNode::entries)
        .orElse(Map.of())
        .forEach((name, node) -> rules.add(disposition(name, node, classes)));
    return rules;
  }

  private DispositionRule disposition(
      String name, PolicyNode node, Map<DocumentClass, DocumentClassRule> classes) {
    RetentionOverride where = override(name, node, classes);
    List<Set<Role>> stages = new ArrayList<>();
    stages.add(roles(node.get("reviewers")));
    node.find("second_reviewers").ifPresent(second -> stages.add(roles(second)));
    Set<DocumentClass> relabel = node.get("relabel").set(DocumentClass::new);
    if (!classes.keySet().containsAll(relabel)) {
      throw node.get("relabel").wrong("names a class that has no rule");
    }
    Duration timer = node.get("auto_approve").durationOrNone();
    if (timer.isZero()) {
      throw node.get("auto_approve").wrong("leaves no time to decide");
    }
    return new DispositionRule(
        name,
        where.artefact(),
        where.documentClass(),
        where.purpose(),
        where.region(),
        stages,
        timer,
        node.get("longest_extension").durationOrNone(),
        relabel);
  }

  /** Who decides may do so, and sees nothing of what it is about. */
  private void requireReviewers(PolicyBundle bundle) {
    Set<Role> permitted =
        bundle.access().permissions().getOrDefault(Permission.REVIEW_DISPOSITION, Set.of());
    for (DispositionRule rule : bundle.dispositions()) {
      PolicyNode node = file("retention.yaml").get("dispositions").get(rule.name());
      for (Set<Role> stage : rule.stages()) {
        if (!permitted.containsAll(stage)) {
          throw node.wrong("names a reviewer who may not review");
        }
        if (stage.stream().anyMatch(bundle::seesContent)) {
          throw node.wrong("names a reviewer who sees content");
        }
      }
    }
  }

  /** A review lies within the cap, and begins no sooner than the floor. */
  private void requireTimeToReview(
      PolicyBundle bundle, Purpose purpose, DocumentClass name, ResidencyRegion region) {
    bundle
        .windows(purpose, Optional.of(name), region)
        .forEach(
            (artefact, window) ->
                bundle
                    .disposition(artefact, purpose, Optional.of(name), region)
                    .filter(
                        rule -> window.floor().plus(rule.autoApprove()).compareTo(window.cap()) > 0)
                    .ifPresent(
                        rule -> {
                          throw file("retention.yaml")
                              .get("dispositions")
                              .get(rule.name())
                              .get("auto_approve")
                              .wrong(
                                  "ends after the cap of "
                                      + artefact.apiName()
                                      + " of "
                                      + name.name());
                        }));
  }

  /** Rules that fit together may leave no time that is both long and short enough. */
  private void requireWindows(PolicyBundle bundle) {
    bundle
        .purposes()
        .forEach(
            (purpose, rule) ->
                rule.documentClasses()
                    .forEach(
                        name ->
                            bundle
                                .regions()
                                .forEach(
                                    region -> {
                                      requireWindows(bundle, purpose, name, region);
                                      requireTimeToReview(bundle, purpose, name, region);
                                    })));
  }

  private void requireWindows(
      PolicyBundle bundle, Purpose purpose, DocumentClass name, ResidencyRegion region) {
    bundle
        .windows(purpose, Optional.of(name), region)
        .forEach(
            (artefact, window) -> {
              if (window.floor().compareTo(window.cap()) > 0
                  || window.standard().compareTo(window.floor()) < 0) {
                throw file("retention.yaml")
                    .wrong(
                        "no time is left for "
                            + artefact.apiName()
                            + " of "
                            + name.name()
                            + " for "
                            + purpose.name()
                            + " in "
                            + region.name());
              }
            });
  }

  private Set<ResidencyRegion> regions() {
    return file("regions.yaml").get("regions").set(ResidencyRegion::new);
  }

  private ResidencyRegion defaultRegion() {
    PolicyNode node = file("regions.yaml").get("default_region");
    ResidencyRegion region = node.as(ResidencyRegion::new);
    if (!regions().contains(region) || !known.containsAll(regions())) {
      throw node.wrong("is not one of the regions");
    }
    return region;
  }

  private IntakeLimits intake() {
    PolicyNode node = file("intake.yaml").get("intake");
    return new IntakeLimits(
        node.get("max_bytes").number(),
        (int) node.get("max_pages").number(),
        node.get("max_pixels_per_page").number(),
        node.get("max_processing").duration(),
        node.get("slot_life").duration(),
        node.get("max_wait").duration());
  }

  private RedactionRule redaction() {
    PolicyNode node = file("redaction.yaml").get("redaction");
    return new RedactionRule(
        node.get("cover_from").choice(Sensitivity.class),
        (int) node.get("reveal_reason").number(),
        (int) node.get("reveal_fields").number());
  }

  private static Subprocessor subprocessor(PolicyNode node) {
    return new Subprocessor(
        node.get("service").text(),
        node.get("country").text(),
        node.get("sees").set(text -> text),
        node.get("safeguard").text());
  }

  private AccessRule access() {
    PolicyNode node = file("roles.yaml").get("roles");
    Map<Permission, Set<Role>> permissions = new EnumMap<>(Permission.class);
    for (Permission permission : Permission.values()) {
      PolicyNode roles = node.get("permissions").get(permission.policyName());
      permissions.put(permission, roles(roles));
      if (permission.touchesContent() && roles(roles).contains(Role.SUPPORT)) {
        throw roles.wrong("support has no standing access to content");
      }
    }
    Map<Sensitivity, Set<Role>> reveal = new EnumMap<>(Sensitivity.class);
    node.get("reveal")
        .entries()
        .forEach(
            (name, roles) ->
                reveal.put(
                    Sensitivity.valueOf(name.toUpperCase(java.util.Locale.ROOT)), roles(roles)));
    return new AccessRule(permissions, reveal);
  }
}
