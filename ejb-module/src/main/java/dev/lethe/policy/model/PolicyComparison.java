package dev.lethe.policy.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Compares bundles rule by rule. */
public final class PolicyComparison {

  private final Map<String, PolicyRule> before;
  private final Map<String, PolicyRule> after;

  private PolicyComparison(List<PolicyRule> before, List<PolicyRule> after) {
    this.before = byPath(before);
    this.after = byPath(after);
  }

  /**
   * All rules that differ, by their paths. What stands below an entry that came or went is left
   * out.
   */
  public static List<PolicyChange> of(List<PolicyRule> before, List<PolicyRule> after) {
    return new PolicyComparison(before, after).changes();
  }

  /** The changes that weaken. */
  public static List<PolicyChange> weakenings(List<PolicyRule> before, List<PolicyRule> after) {
    return of(before, after).stream().filter(change -> change.verdict() == Verdict.WEAKER).toList();
  }

  private static Map<String, PolicyRule> byPath(List<PolicyRule> rules) {
    Map<String, PolicyRule> map = new LinkedHashMap<>();
    rules.forEach(rule -> map.put(rule.path(), rule));
    return map;
  }

  private List<PolicyChange> changes() {
    TreeSet<String> paths = new TreeSet<>(before.keySet());
    paths.addAll(after.keySet());
    List<PolicyChange> changes = new ArrayList<>();
    for (String path : paths) {
      if (!isBelowDifference(path)) {
        compare(path).ifPresent(changes::add);
      }
    }
    return changes;
  }

  private boolean isBelowDifference(String path) {
    for (int dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
      String parent = path.substring(0, dot);
      if (before.containsKey(parent) != after.containsKey(parent)) {
        return true;
      }
    }
    return false;
  }

  private Optional<PolicyChange> compare(String path) {
    Optional<PolicyRule> old = Optional.ofNullable(before.get(path));
    Optional<PolicyRule> now = Optional.ofNullable(after.get(path));
    if (old.map(PolicyRule::value).equals(now.map(PolicyRule::value))) {
      return Optional.empty();
    }
    PolicyRule rule = now.or(() -> old).orElseThrow();
    Verdict verdict =
        now.map(
                after ->
                    old.map(was -> rule.direction().compare(was.value(), after.value()))
                        .orElseGet(() -> rule.direction().added()))
            .orElseGet(() -> rule.direction().removed());
    return Optional.of(
        new PolicyChange(
            path, old.map(PolicyRule::value), now.map(PolicyRule::value), verdict, rule.place()));
  }
}
