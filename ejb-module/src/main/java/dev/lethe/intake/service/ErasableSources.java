package dev.lethe.intake.service;

import dev.lethe.intake.model.DocumentStores;
import dev.lethe.intake.model.ObjectName;
import dev.lethe.intake.model.SealedDocument;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.retention.model.Erasable;
import dev.lethe.retention.service.ArtefactRegister;
import dev.lethe.tenancy.model.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;

/** Lets deletion find the documents themselves. */
@ApplicationScoped
public class ErasableSources implements Erasable {

  @Inject ArtefactRegister register;
  @Inject DocumentStores stores;

  @Override
  public ArtefactClass artefact() {
    return ArtefactClass.SOURCE;
  }

  @Override
  public int erase(TenantId tenant, String job) {
    return register
        .location(tenant, job, ArtefactClass.SOURCE)
        .filter(location -> remove(tenant, location))
        .map(location -> 1)
        .orElse(0);
  }

  private boolean remove(TenantId tenant, ArtefactRegister.Location location) {
    try {
      return stores
          .of(SealedDocument.Place.valueOf(location.place()))
          .delete(tenant, new ObjectName(location.object()));
    } catch (IOException e) {
      throw new LetheException(ProblemCode.CAPACITY);
    }
  }

  @Override
  public boolean holds(TenantId tenant, String job) {
    return register
        .location(tenant, job, ArtefactClass.SOURCE)
        .filter(location -> exists(tenant, location))
        .isPresent();
  }

  private boolean exists(TenantId tenant, ArtefactRegister.Location location) {
    return stores
        .of(SealedDocument.Place.valueOf(location.place()))
        .exists(tenant, new ObjectName(location.object()));
  }
}
