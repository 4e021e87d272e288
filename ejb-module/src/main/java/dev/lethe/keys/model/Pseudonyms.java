package dev.lethe.keys.model;

import dev.lethe.tenancy.model.TenantId;
import dev.lethe.worker.PersonalText;

/**
 * Stands in for text that must not be kept: the same text of the same tenant and context gives the
 * same pseudonym, and without the tenant's key nothing leads back.
 */
public interface Pseudonyms {

  /**
   * HMAC-SHA-256 under a key of the tenant and the context, in lower-case hexadecimal.
   *
   * @param context what the text is, for instance {@code subject}; pseudonyms of different contexts
   *     cannot be compared
   */
  String of(TenantId tenant, String context, PersonalText text);
}
