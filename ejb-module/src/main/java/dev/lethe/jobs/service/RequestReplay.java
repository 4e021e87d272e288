package dev.lethe.jobs.service;

import dev.lethe.jobs.model.JobId;
import dev.lethe.recovery.model.JournalEntry;
import dev.lethe.recovery.model.JournalEntry.Kind;
import dev.lethe.recovery.model.Replayable;
import dev.lethe.tenancy.model.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Makes due again what somebody had asked to delete and a hold, or a failure, still kept. */
@ApplicationScoped
public class RequestReplay implements Replayable {

  @Inject JobSteps steps;

  /** The entry of a deletion that was asked for. */
  static JournalEntry entry(TenantId tenant, JobId job, Instant now) {
    return new JournalEntry(tenant, Kind.REQUEST, job.value(), Map.of("at", now.toString()));
  }

  @Override
  public Kind kind() {
    return Kind.REQUEST;
  }

  @Override
  public int replay(TenantId tenant, List<JournalEntry> entries) {
    int replayed = 0;
    for (JournalEntry entry : entries) {
      Instant at = Instant.parse(entry.facts().getOrDefault("at", ""));
      if (steps.deleteAgain(tenant, new JobId(entry.id()), at)) {
        replayed++;
      }
    }
    return replayed;
  }
}
