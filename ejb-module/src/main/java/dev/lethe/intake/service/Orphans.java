package dev.lethe.intake.service;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.intake.model.DocumentStore;
import dev.lethe.intake.model.DocumentStores;
import dev.lethe.intake.model.ObjectName;
import dev.lethe.intake.model.SealedLedger;
import dev.lethe.keys.model.DataKeys;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
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

/** Compares stores and key table with what is needed, and removes the rest. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Orphans implements OrphanSweep {

  private static final int PIECE = 500;

  @Inject SealedLedger ledger;
  @Inject DocumentStores stores;
  @Inject DataKeys keys;
  @Inject Transactions transactions;
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
