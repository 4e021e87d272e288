package dev.lethe.consent.model;

import dev.lethe.tenancy.model.TenantId;
import java.time.Instant;
import java.util.Optional;

/**
 * Which random id stands for which data subject. Records name the id alone: when its row is
 * forgotten, nothing leads from a person to the records, not even with the tenant's key. Joins the
 * running transaction.
 */
public interface SubjectRegister {

  /** The id of a subject, if there is one. */
  Optional<String> find(TenantId tenant, String pseudonym);

  /** The id of a subject; a new one if there is none. */
  String findOrAdd(TenantId tenant, String pseudonym, Instant now);

  /** Cuts the records of a subject off from the person. */
  boolean forget(TenantId tenant, String subject);
}
