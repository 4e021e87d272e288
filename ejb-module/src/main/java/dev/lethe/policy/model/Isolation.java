package dev.lethe.policy.model;

import java.util.Locale;

/** Whose document a process may read after one of a zone. */
public enum Isolation {
  /** Another one of the same tenant. */
  SAME_TENANT,
  /** Nobody's: it has read nothing before and ends afterwards. */
  SINGLE_USE;

  /** The name in the policy. */
  public String policyName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
