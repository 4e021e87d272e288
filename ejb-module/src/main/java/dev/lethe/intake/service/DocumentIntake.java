package dev.lethe.intake.service;

import dev.lethe.intake.model.SealedDocument;
import dev.lethe.keys.model.DataKeys.FreshKey;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.TenantId;
import java.io.InputStream;

/**
 * Takes documents in: finds the type by magic bytes, bounds the size and seals the bytes as they
 * come under a fresh data key of the job's source. Bytes are taken without a transaction. When it
 * fails, neither object nor key is left.
 */
public interface DocumentIntake {

  /**
   * Makes the key for a document that is to come, within the caller's transaction.
   *
   * @param job value of the job's id
   */
  FreshKey expect(TenantId tenant, String job);

  /**
   * Seals a document.
   *
   * @param job value of the job's id
   * @param key that was made for it
   * @throws dev.lethe.problem.model.LetheException {@code too-large}, {@code type-unsupported},
   *     {@code document-missing}, or {@code capacity} when the place is full
   */
  SealedDocument receive(
      TenantId tenant,
      String job,
      FreshKey key,
      InputStream document,
      long maxBytes,
      SealedDocument.Place place);

  /**
   * Takes what was put into an upload slot, once.
   *
   * @throws dev.lethe.problem.model.LetheException {@code not-found} (also for another tenant's
   *     slot), {@code slot-expired}, {@code slot-empty}, {@code slot-used}
   */
  SealedDocument receiveFromSlot(
      Caller caller, String job, String slotToken, SealedDocument.Place place);

  /**
   * The document in clear, to be handed to a worker. Joins the caller's transaction if there is
   * one.
   *
   * @throws dev.lethe.problem.model.LetheException {@code source-gone} if object or key are gone
   */
  InputStream open(TenantId tenant, String job, SealedDocument document);

  /** Removes object and key, for a document that its job no longer wants. May be repeated. */
  void discard(TenantId tenant, String job, SealedDocument document);
}
