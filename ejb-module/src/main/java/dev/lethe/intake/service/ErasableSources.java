package dev.lethe.intake.service;

import dev.lethe.intake.model.DocumentStore;
import dev.lethe.intake.model.DocumentStores;
import dev.lethe.intake.model.ObjectName;
import dev.lethe.intake.model.SealedDocument;
import dev.lethe.intake.model.SealedLedger;
import dev.lethe.intake.model.SealedLedger.Discarded;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.retention.model.Erasable;
import dev.lethe.retention.service.DeadLetterBox;
import dev.lethe.retention.service.FailureCause;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.tenancy.model.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lets deletion find the documents themselves. The deleting transaction notes which objects lost
 * their key; they are removed when it has committed, since no store takes part in it.
 */
@ApplicationScoped
public class ErasableSources implements Erasable {

  private static final Duration FIRST_RETRY = Duration.ofMinutes(1);
  private static final Duration LONGEST_RETRY = Duration.ofHours(1);

  @Inject SealedLedger ledger;
  @Inject DocumentStores stores;
  @Inject Transactions transactions;
  @Inject DeadLetterBox deadLetters;
  @Inject Clock clock;

  @Override
  public ArtefactClass artefact() {
    return ArtefactClass.SOURCE;
  }

  @Override
  public Set<String> tables() {
    return Set.of("object_removal");
  }

  @Override
  public Map<String, Integer> erase(TenantId tenant, Collection<String> jobs) {
    return ledger.discard(tenant, ArtefactClass.SOURCE, jobs, clock.instant());
  }

  @Override
  public Set<String> holding(TenantId tenant, Collection<String> jobs) {
    return ledger.notDiscarded(tenant, ArtefactClass.SOURCE, jobs);
  }

  @Override
  public int removeNoted(TenantId tenant, Collection<String> jobs) {
    List<Discarded> noted = transactions.inNewTransaction(() -> ledger.discarded(tenant, jobs));
    return noted.size() - remove(tenant, noted);
  }

  @Override
  public int removeLeftOver(TenantId tenant, int limit) {
    return remove(
        tenant,
        transactions.inNewTransaction(() -> ledger.discarded(tenant, clock.instant(), limit)));
  }

  private int remove(TenantId tenant, List<Discarded> noted) {
    Map<SealedDocument.Place, List<ObjectName>> byPlace = new EnumMap<>(SealedDocument.Place.class);
    noted.forEach(
        one -> byPlace.computeIfAbsent(one.place(), key -> new ArrayList<>()).add(one.object()));
    int removed = 0;
    for (Map.Entry<SealedDocument.Place, List<ObjectName>> of : byPlace.entrySet()) {
      removed += remove(tenant, stores.of(of.getKey()), of.getValue());
    }
    return removed;
  }

  private int remove(TenantId tenant, DocumentStore store, List<ObjectName> objects) {
    Set<ObjectName> left;
    try {
      store.delete(tenant, objects);
      left = store.existing(tenant, objects);
    } catch (IOException e) {
      transactions.inNewTransaction(() -> putOff(tenant, objects, FailureCause.of(e)));
      return 0;
    }
    List<ObjectName> gone = objects.stream().filter(object -> !left.contains(object)).toList();
    transactions.inNewTransaction(() -> note(tenant, gone, List.copyOf(left)));
    return gone.size();
  }

  private boolean note(TenantId tenant, List<ObjectName> gone, List<ObjectName> left) {
    ledger.removed(tenant, gone);
    if (!left.isEmpty()) {
      putOff(tenant, left, "still-there");
    }
    deadLetters.removed(tenant, clock.instant());
    return true;
  }

  private boolean putOff(TenantId tenant, List<ObjectName> objects, String cause) {
    Instant now = clock.instant();
    ledger.putOff(tenant, objects, now, FIRST_RETRY, LONGEST_RETRY);
    deadLetters.removingFailed(
        tenant, objects.stream().map(ObjectName::value).toList(), cause, now);
    return true;
  }
}
