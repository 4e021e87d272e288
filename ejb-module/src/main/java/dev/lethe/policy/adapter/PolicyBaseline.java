package dev.lethe.policy.adapter;

import dev.lethe.policy.model.InvalidPolicyException;
import dev.lethe.policy.model.PolicyRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The rules that a bundle is held against: one a line, its path and its value, in the order of
 * their paths, so that a change of the baseline reads as a list of changed rules.
 */
public final class PolicyBaseline {

  private static final String HEAD =
      "# What neither a bundle nor the exposures may fall below unreviewed."
          + " Written by `./lethe policy baseline`.\n";

  private PolicyBaseline() {}

  /** The text of a baseline. */
  public static String write(List<PolicyRule> rules) {
    return rules.stream()
        .sorted(Comparator.comparing(PolicyRule::path))
        .map(rule -> rule.path() + " " + rule.value() + "\n")
        .collect(Collectors.joining("", HEAD, ""));
  }

  /**
   * The rules of a baseline, in the direction that the schemas of this version give them.
   *
   * @param name of the file, for messages
   * @throws InvalidPolicyException if a line is not of the form or names no rule
   */
  public static List<PolicyRule> read(String name, String text) {
    List<PolicyRule> rules = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (!line.isBlank() && !line.startsWith("#")) {
        int space = line.indexOf(' ');
        if (space < 1) {
          throw new InvalidPolicyException(name, number, "", "is not a rule and its value");
        }
        String path = line.substring(0, space);
        String value = line.substring(space + 1);
        rules.add(new PolicyRule(path, value, PolicySchema.directionOf(path, value), name, number));
      }
    }
    return rules;
  }
}
