package dev.lethe.jobs.service;

import dev.lethe.consent.model.HeldArtefacts;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.retention.model.HoldLedger;
import dev.lethe.tenancy.model.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;

/** Tells a withdrawal what legal holds keep of a job. */
@ApplicationScoped
public class HeldByHolds implements HeldArtefacts {

  @Inject HoldLedger holds;

  @Override
  public Set<ArtefactClass> of(TenantId tenant, String job) {
    return holds.held(tenant, job);
  }
}
