package dev.lethe.consent.model;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.tenancy.model.TenantId;
import java.util.Set;

/**
 * Whatever keeps artefacts from deletion, a legal hold for instance, implements this, so that a
 * withdrawal respects it artefact by artefact. Called within the withdrawal's transaction.
 */
public interface HeldArtefacts {

  /**
   * @param job value of the job's id
   */
  Set<ArtefactClass> of(TenantId tenant, String job);
}
