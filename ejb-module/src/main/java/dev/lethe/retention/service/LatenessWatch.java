package dev.lethe.retention.service;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.retention.model.LatenessLedger;
import dev.lethe.retention.model.LatenessLedger.Episode;
import dev.lethe.retention.model.LatenessLedger.Lateness;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.DatabaseGate;
import dev.lethe.tenancy.model.TenantId;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Holds lateness against the bound. What it tells stands in the same transaction as its note that
 * it was told, so it is told neither twice nor never.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class LatenessWatch implements LatenessService {

  private static final Logger LOG = Logger.getLogger(LatenessWatch.class.getName());

  @Inject LatenessLedger ledger;
  @Inject LatenessSettings settings;
  @Inject DatabaseGate gate;
  @Inject Event<AuditEvent> audit;
  @Inject Clock clock;

  @Override
  public List<Lateness> look() {
    // what is due in an older copy of the database may be gone already
    return gate.isOpen() ? ledger.all(clock.instant()) : List.of();
  }

  @Override
  public void judge(Lateness lateness) {
    Duration late = Duration.ofSeconds(lateness.lateSeconds());
    if (late.compareTo(settings.bound()) > 0) {
      begin(lateness);
    } else if (lateness.alarmed() && late.compareTo(settings.relief()) <= 0) {
      end(lateness.tenant());
    }
  }

  private void begin(Lateness lateness) {
    TenantId tenant = lateness.tenant();
    if (ledger.begin(tenant, clock.instant(), lateness.lateSeconds())) {
      tell(
          tenant,
          "deletion.late",
          "past-bound",
          Map.of(
              "late_seconds", text(lateness.lateSeconds()),
              "bound_seconds", text(settings.bound().toSeconds()),
              "due", text(lateness.due())));
      LOG.log(
          Level.SEVERE,
          "ALARM: deletions of tenant {0} are late by {1} s, {2} s is the bound; due are {3}",
          new Object[] {
            tenant.value(),
            text(lateness.lateSeconds()),
            text(settings.bound().toSeconds()),
            text(lateness.due())
          });
    }
  }

  private void end(TenantId tenant) {
    Instant now = clock.instant();
    Optional<Episode> episode = ledger.end(tenant);
    episode.ifPresent(
        over -> {
          String lasted = text(Math.max(0, Duration.between(over.beganAt(), now).toSeconds()));
          tell(
              tenant,
              "deletion.caught_up",
              "within-bound",
              Map.of("lasted_seconds", lasted, "worst_seconds", text(over.worstSeconds())));
          LOG.log(
              Level.WARNING,
              "deletions of tenant {0} are within their bound again after {1} s; late by {2} s at"
                  + " most",
              new Object[] {tenant.value(), lasted, text(over.worstSeconds())});
        });
  }

  private void tell(TenantId tenant, String type, String outcome, Map<String, String> facts) {
    audit.fire(new AuditEvent(tenant, type, Optional.empty(), ActorId.SYSTEM, outcome, facts));
  }

  private static String text(long number) {
    return Long.toString(number);
  }
}
