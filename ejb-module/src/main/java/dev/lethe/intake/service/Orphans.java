package dev.lethe.intake.service;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.intake.model.DocumentStore;
import dev.lethe.intake.model.DocumentStores;
import dev.lethe.intake.model.ObjectName;
import dev.lethe.intake.model.SealedLedger;
import dev.lethe.intake.model.SealedLedger.Missing;
import dev.lethe.keys.model.DataKeys;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.retention.service.ErasureService;
import dev.lethe.retention.service.ErasureService.Trigger;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.tenancy.model.Transactions;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Compares stores and key table with what is needed, and removes the rest. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Orphans implements OrphanSweep {

  private static final Logger LOG = Logger.getLogger(Orphans.class.getName());
  private static final int PIECE = 500;

  /** So few can all be missing without their store being away. */
  private static final int FEW = 3;

  @Inject SealedLedger ledger;
  @Inject DocumentStores stores;
  @Inject DataKeys keys;
  @Inject Transactions transactions;
  @Inject ErasureService erasure;
  @Inject Event<AuditEvent> audit;
  @Inject Clock clock;

  @Override
  public int removeOrphans(TenantId tenant, Duration age) {
    Instant before = clock.instant().minus(age);
    int objects =
        removeFrom(stores.lasting(), tenant, before) + removeFrom(stores.memory(), tenant, before);
    int destroyed = transactions.inNewTransaction(() -> destroyKeys(tenant, before));
    if (objects + destroyed > 0) {
      transactions.inNewTransaction(() -> fire(tenant, objects, destroyed));
    }
    return objects + destroyed;
  }

  private int removeFrom(DocumentStore store, TenantId tenant, Instant before) {
    try {
      List<ObjectName> old = store.olderThan(tenant, before);
      int removed = 0;
      for (int from = 0; from < old.size(); from += PIECE) {
        removed += remove(store, tenant, old.subList(from, Math.min(from + PIECE, old.size())));
      }
      return removed;
    } catch (IOException e) {
      throw new LetheException(ProblemCode.CAPACITY);
    }
  }

  private int remove(DocumentStore store, TenantId tenant, List<ObjectName> objects)
      throws IOException {
    Set<ObjectName> needed = transactions.inNewTransaction(() -> ledger.needed(tenant, objects));
    int removed = 0;
    for (ObjectName object : objects) {
      if (!needed.contains(object) && store.delete(tenant, object)) {
        removed++;
      }
    }
    return removed;
  }

  private int destroyKeys(TenantId tenant, Instant before) {
    int destroyed = 0;
    for (SealedLedger.OwnedKey key : ledger.orphanKeys(tenant, before, PIECE)) {
      destroyed += keys.destroy(tenant, key.owner(), key.artefact()).size();
    }
    return destroyed;
  }

  @Override
  public int closeMissing(TenantId tenant, Duration age) {
    Instant before = clock.instant().minus(age);
    Look look = look(tenant, before);
    List<Missing> missing =
        transactions.inNewTransaction(() -> ledger.missing(tenant, before, PIECE));
    List<Missing> gone =
        look.isStoreAway() ? List.of() : missing.stream().filter(one -> !one.held()).toList();
    gone.forEach(
        one ->
            erasure.erase(
                tenant, ActorId.SYSTEM, one.job(), Set.of(one.artefact()), Trigger.MISSING));
    if (look.found() > 0 || !gone.isEmpty()) {
      tell(tenant, look, gone.size(), missing.size() - gone.size());
    }
    return gone.size();
  }

  /**
   * What a look at a store found.
   *
   * @param expected objects that should be there
   * @param missing of these
   * @param found missing of which that was not known
   */
  private record Look(int expected, int missing, int found) {

    boolean isStoreAway() {
      return expected == missing && expected > FEW;
    }
  }

  private Look look(TenantId tenant, Instant before) {
    int expected = 0;
    int missing = 0;
    int found = 0;
    Optional<ObjectName> after = Optional.empty();
    List<ObjectName> piece = next(tenant, before, after);
    while (!piece.isEmpty()) {
      Set<ObjectName> here = existing(tenant, piece);
      List<ObjectName> away = piece.stream().filter(object -> !here.contains(object)).toList();
      found +=
          transactions.inNewTransaction(() -> ledger.looked(tenant, here, away, clock.instant()));
      expected += piece.size();
      missing += away.size();
      after = Optional.of(piece.get(piece.size() - 1));
      piece = next(tenant, before, after);
    }
    return new Look(expected, missing, found);
  }

  /** A store that does not answer has lost nothing: then the look ends without a finding. */
  private Set<ObjectName> existing(TenantId tenant, List<ObjectName> objects) {
    try {
      return stores.lasting().existing(tenant, objects);
    } catch (IOException e) {
      throw new LetheException(ProblemCode.CAPACITY);
    }
  }

  private List<ObjectName> next(TenantId tenant, Instant before, Optional<ObjectName> after) {
    return transactions.inNewTransaction(() -> ledger.expected(tenant, before, after, PIECE));
  }

  private void tell(TenantId tenant, Look look, int closed, int left) {
    LOG.log(
        Level.SEVERE,
        "ALARM: the store has {0} of {1} objects of tenant {2} not; {3} artefacts were closed",
        new Object[] {look.missing(), look.expected(), tenant.value(), closed});
    transactions.inNewTransaction(
        () -> {
          audit.fire(
              new AuditEvent(
                  tenant,
                  "objects.missing",
                  Optional.empty(),
                  ActorId.SYSTEM,
                  look.isStoreAway() ? "store-away" : "reported",
                  Map.of(
                      "found",
                      Integer.toString(look.found()),
                      "closed",
                      Integer.toString(closed),
                      "held",
                      Integer.toString(left))));
          return true;
        });
  }

  private boolean fire(TenantId tenant, int objects, int destroyed) {
    audit.fire(
        new AuditEvent(
            tenant,
            "orphans.removed",
            Optional.empty(),
            ActorId.SYSTEM,
            "deleted",
            Map.of("objects", Integer.toString(objects), "keys", Integer.toString(destroyed))));
    return true;
  }
}
