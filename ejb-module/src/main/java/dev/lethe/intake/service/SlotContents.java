package dev.lethe.intake.service;

import dev.lethe.intake.model.SealedDocument;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.TenantId;

/** What becomes of upload slots after they were filled, or were not in time. */
public interface SlotContents {

  /**
   * Seals a slot's content anew under the job's own key and destroys the slot.
   *
   * @throws dev.lethe.problem.model.LetheException {@code not-found} (also for another tenant's
   *     slot), {@code slot-expired}, {@code slot-empty}, {@code slot-used}
   */
  SealedDocument take(Caller caller, String job, String token, SealedDocument.Place place);

  /**
   * Destroys content and keys of slots past their time, and forgets those long over.
   *
   * @return how many were destroyed
   */
  int destroyExpired(TenantId tenant, int limit);
}
