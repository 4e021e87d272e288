package dev.lethe.retention.service;

import dev.lethe.recovery.model.JournalEntry;
import dev.lethe.recovery.model.JournalEntry.Kind;
import dev.lethe.recovery.model.Replayable;
import dev.lethe.tenancy.model.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Ends holds that had ended, before anything that was deleted since is deleted again. */
@ApplicationScoped
public class ReleaseReplay implements Replayable {

  @Inject HoldReplay holds;

  @Override
  public Kind kind() {
    return Kind.RELEASE;
  }

  @Override
  public int replay(TenantId tenant, List<JournalEntry> entries) {
    return holds.replay(tenant, entries);
  }
}
