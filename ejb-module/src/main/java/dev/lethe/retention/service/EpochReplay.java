package dev.lethe.retention.service;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import dev.lethe.keys.model.DataKeys.Owner;
import dev.lethe.keys.model.ShredEpochs;
import dev.lethe.keys.model.ShredEpochs.Epoch;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.recovery.model.JournalEntry;
import dev.lethe.recovery.model.JournalEntry.Kind;
import dev.lethe.recovery.model.JournalLedger;
import dev.lethe.recovery.model.Replayable;
import dev.lethe.retention.service.ErasureService.Trigger;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.tenancy.model.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Notes what became of epochs since the copy was made. Their keys are gone, so what the copy still
 * has under them, because it was moved to a later epoch only afterwards, opens to nobody: it is
 * erased and receipted as failed, unless a hold keeps even that.
 */
@ApplicationScoped
public class EpochReplay implements Replayable {

  private static final int MOST = 100_000;

  @Inject ShredEpochs epochs;
  @Inject JournalLedger journal;
  @Inject ErasureService erasure;
  @Inject Transactions transactions;

  @Override
  public Kind kind() {
    return Kind.EPOCH;
  }

  @Override
  public int replay(TenantId tenant, List<JournalEntry> entries) {
    int replayed = 0;
    for (JournalEntry entry : entries) {
      if (isOpen(tenant, entry.id())) {
        destroyed(tenant, entry);
        replayed++;
      }
    }
    return replayed;
  }

  private boolean isOpen(TenantId tenant, String epoch) {
    return transactions
        .inNewTransaction(() -> epochs.find(tenant, epoch))
        .filter(one -> one.destroyedAt().isEmpty())
        .isPresent();
  }

  private void destroyed(TenantId tenant, JournalEntry entry) {
    Instant at = Instant.parse(entry.facts().getOrDefault("at", ""));
    List<Owner> left =
        transactions.inNewTransaction(
            () -> {
              epochs.close(tenant, entry.id(), at);
              return epochs.left(tenant, entry.id(), MOST);
            });
    Map<String, Set<ArtefactClass>> byJob =
        left.stream()
            .collect(groupingBy(Owner::job, mapping(owner -> classOf(owner.artefact()), toSet())));
    byJob.forEach(
        (job, artefacts) -> erasure.erase(tenant, ActorId.SYSTEM, job, artefacts, Trigger.FAILURE));
    transactions.inNewTransaction(() -> note(tenant, entry, at));
  }

  private static ArtefactClass classOf(String name) {
    return ArtefactClass.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private Optional<Epoch> note(TenantId tenant, JournalEntry entry, Instant at) {
    journal.alone(tenant);
    Optional<Epoch> open =
        epochs.find(tenant, entry.id()).filter(one -> one.destroyedAt().isEmpty());
    open.ifPresent(
        epoch -> {
          // the vault may be an older copy, too
          epochs.shred(tenant, epoch.id());
          epochs.shredded(tenant, epoch.id(), at, entry.facts().getOrDefault("jws", ""));
        });
    return open;
  }
}
