package dev.lethe.intake.service;

import dev.lethe.intake.model.DocumentStores;
import dev.lethe.intake.model.SealedDocument;
import dev.lethe.keys.model.DataKeys;
import dev.lethe.keys.model.DataKeys.FreshKey;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.TenantId;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.InputStream;

/** Takes documents in and hands them to workers; holds no transaction while bytes come. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SealingIntake implements DocumentIntake {

  @Inject DataKeys keys;
  @Inject DocumentStores stores;
  @Inject SlotContents slots;

  @Override
  @TransactionAttribute(TransactionAttributeType.MANDATORY)
  public FreshKey expect(TenantId tenant, String job) {
    return sealing().key(tenant, job);
  }

  @Override
  public SealedDocument receive(
      TenantId tenant,
      String job,
      FreshKey key,
      InputStream document,
      long maxBytes,
      SealedDocument.Place place) {
    return sealing().seal(tenant, job, key, document, maxBytes, place);
  }

  @Override
  public SealedDocument receiveFromSlot(
      Caller caller, String job, String slotToken, SealedDocument.Place place) {
    return slots.take(caller, job, slotToken, place);
  }

  @Override
  @TransactionAttribute(TransactionAttributeType.SUPPORTS)
  public InputStream open(TenantId tenant, String job, SealedDocument document) {
    return sealing().open(tenant, document);
  }

  @Override
  public void discard(TenantId tenant, String job, SealedDocument document) {
    sealing().discard(tenant, job, document);
  }

  private Sealing sealing() {
    return new Sealing(keys, stores);
  }
}
