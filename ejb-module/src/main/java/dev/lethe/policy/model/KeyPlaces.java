package dev.lethe.policy.model;

import dev.lethe.tenancy.model.TenantId;
import java.util.List;
import java.util.Set;

/** Where the keys of an installation are, told by what has them. */
public interface KeyPlaces {

  /** What policy may demand and this installation can serve for some tenant. */
  Set<String> all();

  /**
   * What policy may demand for a tenant: {@code local}, which any provider is good enough for, and
   * the kind of the one that has the tenant's key.
   */
  Set<String> of(TenantId tenant);

  /** Connections to the providers. */
  List<Egress.Connection> connections();
}
