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

  /** The pseudonym that an id stands for, if it is not forgotten. */
  Optional<String> pseudonym(TenantId tenant, String subject);

  /**
   * Cuts the records of a subject off from the person.
   *
   * @return whether it did: not if there is no such subject, or a legal hold names them
   */
  boolean forget(TenantId tenant, String subject);

  /**
   * The same for one whom neither a consent in use nor a proof of processing needs any more; who
   * calls it has locked the subject.
   */
  boolean forgetUnused(TenantId tenant, String subject);
}
