package dev.lethe.policy.model;

/** Name of a trust zone, for instance {@code health}. */
public record TrustZone(String name) {
  public TrustZone {
    if (!name.matches("[a-z][a-z0-9-]{0,63}")) {
      throw new IllegalArgumentException("not a trust zone");
    }
  }
}
