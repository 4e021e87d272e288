package dev.lethe.intake.model;

import dev.lethe.tenancy.model.TenantId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What should be there, to compare it with what is. Joins the running transaction. */
public interface SealedLedger {

  /** Those of the objects that an artefact or an upload slot still needs. */
  Set<ObjectName> needed(TenantId tenant, Collection<ObjectName> objects);

  /** Keys made before a time that neither an artefact nor an upload slot needs. */
  List<OwnedKey> orphanKeys(TenantId tenant, Instant before, int limit);

  /**
   * Whose key it is.
   *
   * @param owner job or upload slot
   */
  record OwnedKey(String owner, String artefact) {}
}
