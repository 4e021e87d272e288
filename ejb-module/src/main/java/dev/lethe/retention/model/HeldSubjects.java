package dev.lethe.retention.model;

import dev.lethe.tenancy.model.TenantId;
import dev.lethe.worker.PersonalText;
import java.time.Instant;

/**
 * The data subjects that holds name, as the consents of jobs name them. Joins the running
 * transaction, which has the holds alone.
 */
public interface HeldSubjects {

  /** The random id of a data subject; a new one if nothing has named them yet. */
  String idOf(TenantId tenant, PersonalText reference, Instant now);

  /**
   * A hold that named them has ended: forgets them, unless another hold names them, or a consent of
   * theirs is in use or proves what was processed.
   */
  void letGo(TenantId tenant, String subject);
}
