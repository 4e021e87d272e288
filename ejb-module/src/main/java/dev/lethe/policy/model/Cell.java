package dev.lethe.policy.model;

import java.util.Set;

/**
 * What this installation can do, as its operator has set it up: a bundle may speak of more.
 *
 * @param region in which it processes and stores
 * @param zones that it is fit for
 * @param keyProviders that hold its keys
 */
public record Cell(ResidencyRegion region, Set<TrustZone> zones, Set<String> keyProviders) {
  public Cell {
    zones = Set.copyOf(zones);
    keyProviders = Set.copyOf(keyProviders);
  }

  /** The same for one whose keys are with fewer providers. */
  public Cell withKeysAt(Set<String> providers) {
    return new Cell(region, zones, providers);
  }
}
