package dev.lethe.consent.service;

import dev.lethe.consent.model.SubjectRegister;
import dev.lethe.recovery.model.JournalEntry;
import dev.lethe.recovery.model.JournalEntry.Kind;
import dev.lethe.recovery.model.Replayable;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.tenancy.model.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Forgets data subjects again that had been forgotten. */
@ApplicationScoped
public class SubjectReplay implements Replayable {

  @Inject SubjectRegister subjects;
  @Inject Transactions transactions;

  @Override
  public Kind kind() {
    return Kind.SUBJECT;
  }

  @Override
  public int replay(TenantId tenant, List<JournalEntry> entries) {
    int replayed = 0;
    for (JournalEntry entry : entries) {
      if (transactions.inNewTransaction(() -> subjects.forget(tenant, entry.id()))) {
        replayed++;
      }
    }
    return replayed;
  }
}
