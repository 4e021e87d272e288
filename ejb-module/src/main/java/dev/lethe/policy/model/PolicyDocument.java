package dev.lethe.policy.model;

import java.time.LocalDate;
import java.util.List;

/**
 * A bundle with what it was made of.
 *
 * @param rules every rule taken alone, for comparison
 * @param loosenings rules of overlays that are weaker than the bundle below them
 */
public record PolicyDocument(
    PolicyBundle bundle,
    List<PolicyRule> rules,
    List<PolicyChange> loosenings,
    List<RegisteredException> exceptions,
    PolicyFiles files) {

  public PolicyDocument {
    rules = List.copyOf(rules);
    loosenings = List.copyOf(loosenings);
    exceptions = List.copyOf(exceptions);
  }

  /** What weakens a baseline, or a tenant's bundle below it, and is covered by no exception. */
  public List<PolicyChange> uncovered(List<PolicyChange> weakenings, LocalDate today) {
    return weakenings.stream()
        .filter(change -> exceptions.stream().noneMatch(one -> one.covers(change, today)))
        .toList();
  }

  /**
   * Passes unless an overlay loosens something without an exception that holds today.
   *
   * @throws InvalidPolicyException for the first that does
   */
  public void requireTightOverlays(LocalDate today) {
    uncovered(loosenings, today)
        .forEach(
            change -> {
              throw new InvalidPolicyException(
                  change.place(),
                  change.path()
                      + " loosens the bundle for a tenant and no registered exception covers it");
            });
  }
}
