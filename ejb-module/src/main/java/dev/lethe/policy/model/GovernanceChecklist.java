package dev.lethe.policy.model;

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

/**
 * What a bundle must answer as a whole: a retention rule for every artefact of every class, a use
 * and a sensitivity for every field, a role for every permission, no standing way to content for
 * support, and legal holds in the hands of officers. Runs when a bundle is read, and so in the
 * build, when it is signed, and at each start.
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
