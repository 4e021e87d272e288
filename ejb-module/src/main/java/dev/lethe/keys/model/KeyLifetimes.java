package dev.lethe.keys.model;

import dev.lethe.tenancy.model.TenantId;
import java.time.Instant;
import java.util.Optional;

/** Tells until when a data key is needed, so that keys that are due together share an epoch. */
@FunctionalInterface
public interface KeyLifetimes {

  /**
   * The deadline of what the key seals. Joins the running transaction.
   *
   * @param job value of the id of a job or an upload slot
   * @param artefact name of the artefact class, as the API has it
   * @return empty if no deadline is planned
   */
  Optional<Instant> deleteAt(TenantId tenant, String job, String artefact);
}
