package dev.lethe.policy.model;

import dev.lethe.policy.model.PolicyBundle.LegalBasisRule;
import dev.lethe.policy.model.PolicyBundle.PurposeRule;
import dev.lethe.policy.model.PolicyBundle.RetentionRule;
import dev.lethe.policy.model.PolicyBundle.Subprocessor;
import dev.lethe.tenancy.model.Role;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The record of processing activities (GDPR Art. 30), made of the policy in force for a tenant and
 * of the cell that it runs in, so that it cannot say other than what happens.
 *
 * @param region where all of it is processed and stored
 * @param activities one for each purpose, by name
 * @param subprocessors who else takes part, by name
 */
public record ProcessingRecord(
    PolicyVersion version,
    ResidencyRegion region,
    List<Activity> activities,
    Map<String, Subprocessor> subprocessors) {

  public ProcessingRecord {
    activities = List.copyOf(activities);
    subprocessors = new TreeMap<>(subprocessors);
  }

  /**
   * What is done for a purpose (Art. 30(1)).
   *
   * @param bases points of GDPR Art. 6(1), by the name of the legal basis
   * @param data fields by how sensitive they are
   * @param recipients roles that see results
   * @param erasure times after which an artefact is erased, over all classes of the purpose
   * @param isolations how the zones of its classes keep documents apart
   */
  public record Activity(
      Purpose purpose,
      String description,
      Map<String, String> bases,
      Set<DocumentClass> classes,
      Map<Sensitivity, Set<FieldName>> data,
      Set<Role> recipients,
      boolean manualReview,
      Map<ArtefactClass, Erasure> erasure,
      Set<Isolation> isolations) {}

  /**
   * When an artefact is erased.
   *
   * @param usual unless a request asks for something else
   * @param longest that any request can ask for
   */
  public record Erasure(Duration usual, Duration longest) {

    Erasure or(Erasure other) {
      return new Erasure(longer(usual, other.usual), longer(longest, other.longest));
    }

    private static Duration longer(Duration one, Duration other) {
      return one.compareTo(other) >= 0 ? one : other;
    }
  }

  /**
   * The record of a tenant.
   *
   * @param bundle as it holds for the tenant
   */
  public static ProcessingRecord of(PolicyBundle bundle, Cell cell) {
    List<Activity> activities =
        bundle.purposes().entrySet().stream()
            .sorted(Comparator.comparing(entry -> entry.getKey().name()))
            .map(entry -> activity(bundle, cell, entry.getKey(), entry.getValue()))
            .toList();
    return new ProcessingRecord(
        bundle.version(), cell.region(), activities, bundle.subprocessors());
  }

  private static Activity activity(
      PolicyBundle bundle, Cell cell, Purpose purpose, PurposeRule rule) {
    return new Activity(
        purpose,
        rule.description(),
        bases(bundle, rule),
        rule.documentClasses(),
        data(bundle, rule),
        rule.recipients(),
        rule.manualReview(),
        erasure(bundle, cell, purpose, rule),
        rule.documentClasses().stream()
            .map(name -> bundle.zoneRule(bundle.zone(purpose, Optional.of(name))).isolation())
            .collect(Collectors.toSet()));
  }

  private static Map<String, String> bases(PolicyBundle bundle, PurposeRule rule) {
    Map<String, String> bases = new TreeMap<>();
    for (String name : rule.legalBases()) {
      LegalBasisRule basis = bundle.legalBases().get(name);
      if (basis != null) {
        bases.put(name, basis.gdpr());
      }
    }
    return bases;
  }

  private static Map<Sensitivity, Set<FieldName>> data(PolicyBundle bundle, PurposeRule rule) {
    Map<Sensitivity, Set<FieldName>> data = new EnumMap<>(Sensitivity.class);
    for (FieldName name : rule.fields()) {
      PolicyBundle.FieldRule field = bundle.fields().get(name);
      if (field != null) {
        data.computeIfAbsent(
                field.sensitivity(), key -> new TreeSet<>(Comparator.comparing(FieldName::value)))
            .add(name);
      }
    }
    return data;
  }

  private static Map<ArtefactClass, Erasure> erasure(
      PolicyBundle bundle, Cell cell, Purpose purpose, PurposeRule rule) {
    Map<ArtefactClass, Erasure> erasure = new EnumMap<>(ArtefactClass.class);
    for (DocumentClass name : rule.documentClasses()) {
      Map<ArtefactClass, RetentionRule> windows =
          bundle.windows(purpose, Optional.of(name), cell.region());
      windows.forEach(
          (artefact, window) ->
              erasure.merge(artefact, new Erasure(window.standard(), window.cap()), Erasure::or));
    }
    return erasure;
  }
}
