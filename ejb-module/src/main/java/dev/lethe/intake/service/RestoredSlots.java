package dev.lethe.intake.service;

import dev.lethe.intake.model.SlotLedger;
import dev.lethe.recovery.model.TenantRestored;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;

/**
 * Closes the upload slots of a database that was restored: one that stands open in it may have been
 * used since, and a slot works once.
 */
@ApplicationScoped
public class RestoredSlots {

  @Inject SlotLedger slots;
  @Inject Clock clock;

  void restored(@Observes TenantRestored restored) {
    slots.expireAll(restored.tenant(), clock.instant());
  }
}
