package dev.lethe.testing;

import dev.lethe.policy.model.Egress;
import dev.lethe.policy.model.KeyPlaces;
import dev.lethe.tenancy.model.TenantId;
import java.util.List;
import java.util.Set;

/** All keys in the local keystore, and the connections that a test names. */
public record FixedKeyPlaces(List<Egress.Connection> connections) implements KeyPlaces {

  public static FixedKeyPlaces local() {
    return new FixedKeyPlaces(List.of());
  }

  public static FixedKeyPlaces with(Egress.Connection... connections) {
    return new FixedKeyPlaces(List.of(connections));
  }

  @Override
  public Set<String> all() {
    return Set.of("local");
  }

  @Override
  public Set<String> of(TenantId tenant) {
    return all();
  }
}
