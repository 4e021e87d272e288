package dev.lethe.retention.service;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.keys.model.ShredEpochs;
import dev.lethe.keys.model.ShredEpochs.Epoch;
import dev.lethe.keys.model.StatementSigner;
import dev.lethe.recovery.model.JournalEntry;
import dev.lethe.recovery.service.Journaling;
import dev.lethe.retention.model.DeletionCertificate;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.tenancy.model.Transactions;
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
 * Destroys epoch keys whose time is over: the second moment of the deletions in them. An epoch is
 * closed, what is still needed of it moves on, its key is destroyed, and that is noted with a
 * signed statement. Each is a transaction of its own and may be done again, so a kill in between
 * leaves an epoch that the next run finishes.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Shredding {

  private static final Logger LOG = Logger.getLogger(Shredding.class.getName());
  private static final Duration RETRY = Duration.ofMinutes(5);
  private static final Duration STRAY_AGE = Duration.ofDays(1);
  private static final int PIECE = 200;

  @Inject ShredEpochs epochs;
  @Inject StatementSigner signer;
  @Inject Journaling journaling;
  @Inject Transactions transactions;
  @Inject Event<AuditEvent> audit;
  @Inject Clock clock;

  /** Answers how many epoch keys were destroyed. */
  public int shred(TenantId tenant) {
    Instant now = clock.instant();
    List<Epoch> over = transactions.inNewTransaction(() -> epochs.over(tenant, now, PIECE));
    int shredded = 0;
    for (Epoch epoch : over) {
      if (shredOrPutOff(tenant, epoch)) {
        shredded++;
      }
    }
    if (shredded > 0) {
      journaling.write(tenant);
    }
    return shredded;
  }

  private boolean shredOrPutOff(TenantId tenant, Epoch epoch) {
    try {
      if (shred(tenant, epoch)) {
        return true;
      }
    } catch (RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "the key of {0} could not be destroyed and is tried again later: {1}",
          new Object[] {epoch.id(), e.getClass().getSimpleName()});
    }
    transactions.inNewTransaction(
        () -> {
          epochs.putOff(tenant, epoch.id(), clock.instant().plus(RETRY));
          return true;
        });
    return false;
  }

  private boolean shred(TenantId tenant, Epoch epoch) {
    transactions.inNewTransaction(
        () -> {
          epochs.close(tenant, epoch.id(), clock.instant());
          return true;
        });
    int moved = PIECE;
    while (moved == PIECE) {
      moved = transactions.inNewTransaction(() -> epochs.moveLive(tenant, epoch.id(), PIECE));
    }
    return transactions.inNewTransaction(() -> destroyIfEmpty(tenant, epoch));
  }

  private boolean destroyIfEmpty(TenantId tenant, Epoch epoch) {
    if (epochs.wraps(tenant, epoch.id()) > 0) {
      return false;
    }
    epochs.shred(tenant, epoch.id());
    Instant now = clock.instant();
    String jws =
        signer.sign(DeletionCertificate.EPOCH_TYPE, ShredStatement.canonical(tenant, epoch, now));
    epochs.shredded(tenant, epoch.id(), now, jws);
    journaling.note(
        new JournalEntry(
            tenant, JournalEntry.Kind.EPOCH, epoch.id(), Map.of("at", now.toString(), "jws", jws)));
    audit.fire(
        new AuditEvent(
            tenant,
            "epoch.destroyed",
            Optional.empty(),
            ActorId.SYSTEM,
            "destroyed",
            Map.of("epoch", epoch.id(), "artefact", epoch.artefact())));
    return true;
  }

  /** Destroys keys whose making was undone. */
  public void removeStrays(TenantId tenant) {
    transactions.inNewTransaction(
        () -> epochs.removeStrays(tenant, clock.instant().minus(STRAY_AGE)));
  }
}
