package dev.lethe.policy.model;

/**
 * Region in which a tenant's documents are processed and stored, for instance {@code eu-central}.
 */
public record ResidencyRegion(String name) {
  public ResidencyRegion {
    if (!name.matches("[a-z][a-z0-9-]{0,31}")) {
      throw new IllegalArgumentException("not a region");
    }
  }
}
