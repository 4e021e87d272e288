package dev.lethe.policy.model;

import dev.lethe.policy.model.Exposure.Declaration;
import dev.lethe.policy.model.PolicyBundle.FieldRule;
import dev.lethe.policy.model.PolicyBundle.RetentionRule;
import dev.lethe.tenancy.model.Role;
import dev.lethe.worker.FieldType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a bundle must answer as a whole: a retention rule for every artefact of every class, a use
 * and a sensitivity for every field, a role for every permission, no standing way to content for
 * support, and legal holds in the hands of officers. Runs when a bundle is read, and so in the
 * build, when it is signed, and at each start.
 *
 * <p>And what the code must answer as a whole: that every way in which it can expose something is
 * declared, with a reason if it is on by default, and that every declaration has something behind
 * it. Runs in the build.
 */
public final class GovernanceChecklist {

  private static final Set<Permission> HOLDS =
      EnumSet.of(Permission.PLACE_HOLD, Permission.APPROVE_HOLD);
  private static final Set<Role> NOT_FOR_HOLDS =
      EnumSet.of(Role.SUBMITTER, Role.REVIEWER, Role.PRIVILEGED_REVEAL, Role.SUPPORT);

  private final PolicyBundle bundle;
  private final List<String> gaps = new ArrayList<>();

  private GovernanceChecklist(PolicyBundle bundle) {
    this.bundle = bundle;
  }

  /** What is left open, in sentences; empty if nothing is. */
  public static List<String> gaps(PolicyBundle bundle) {
    GovernanceChecklist checklist = new GovernanceChecklist(bundle);
    checklist.classes();
    checklist.fields();
    checklist.permissions();
    return checklist.gaps;
  }

  /**
   * What the declarations of a kind leave open, in sentences; empty if nothing is.
   *
   * @param real the ways that the code has, each with those to whom it is open; empty where the
   *     declaration alone says it
   */
  public static List<String> gaps(
      Exposure declared, Exposure.Kind kind, Map<String, Set<String>> real) {
    List<String> gaps = new ArrayList<>();
    Map<String, Declaration> named = declared.of(kind);
    new TreeMap<>(real)
        .forEach(
            (name, audience) -> {
              Declaration declaration = named.get(name);
              String what = kind.fileName() + " " + name;
              if (declaration == null) {
                gaps.add(what + " is not declared in exposure.yaml");
              } else if (!audience.isEmpty() && !audience.equals(declaration.to())) {
                gaps.add(
                    what
                        + " is declared for "
                        + new TreeSet<>(declaration.to())
                        + " and open to "
                        + new TreeSet<>(audience));
              }
            });
    new TreeMap<>(named)
        .forEach(
            (name, declaration) -> {
              String what = kind.fileName() + " " + name;
              if (!real.containsKey(name)) {
                gaps.add(what + " is declared and nothing is behind it");
              }
              if (declaration.onByDefault() && declaration.why().isEmpty()) {
                gaps.add(what + " is on by default without a reason");
              }
            });
    return gaps;
  }

  private void classes() {
    for (DocumentClass name : bundle.documentClasses().keySet()) {
      List<Purpose> purposes =
          bundle.purposes().entrySet().stream()
              .filter(entry -> entry.getValue().documentClasses().contains(name))
              .map(Map.Entry::getKey)
              .toList();
      if (purposes.isEmpty()) {
        gaps.add("class " + name.name() + " serves no purpose");
      }
      for (Purpose purpose : purposes) {
        bundle.regions().forEach(region -> windows(name, purpose, region));
      }
    }
  }

  private void windows(DocumentClass name, Purpose purpose, ResidencyRegion region) {
    Map<ArtefactClass, RetentionRule> windows = bundle.windows(purpose, Optional.of(name), region);
    for (ArtefactClass artefact : EnumSet.allOf(ArtefactClass.class)) {
      if (!windows.containsKey(artefact)) {
        gaps.add(artefact.apiName() + " of class " + name.name() + " has no retention rule");
      }
    }
  }

  private void fields() {
    bundle.fields().forEach(this::field);
  }

  private void field(FieldName name, FieldRule rule) {
    if (bundle.documentClasses().values().stream()
        .noneMatch(documentClass -> documentClass.fields().contains(name))) {
      gaps.add("field " + name.value() + " belongs to no class");
    }
    if (bundle.revealers(rule).isEmpty()) {
      gaps.add("field " + name.value() + " can be revealed to nobody, so its rule says nothing");
    }
    if (rule.type() == FieldType.FULL_TEXT) {
      bundle
          .purposes()
          .forEach(
              (purpose, allowed) -> {
                if (allowed.fields().contains(name) && !allowed.fullText()) {
                  gaps.add(
                      "purpose "
                          + purpose.name()
                          + " lists "
                          + name.value()
                          + " without full_text");
                }
              });
    }
  }

  private void permissions() {
    for (Permission permission : Permission.values()) {
      Set<Role> roles = bundle.access().permissions().getOrDefault(permission, Set.of());
      if (roles.isEmpty()) {
        gaps.add("permission " + permission.policyName() + " has no role");
      }
      if (HOLDS.contains(permission) && roles.stream().anyMatch(NOT_FOR_HOLDS::contains)) {
        gaps.add(
            "legal holds are for officers, not for who submits or supports: "
                + permission.policyName());
      }
      if (permission.touchesContent() && roles.contains(Role.SUPPORT)) {
        gaps.add("support has standing access to content by " + permission.policyName());
      }
    }
  }
}
