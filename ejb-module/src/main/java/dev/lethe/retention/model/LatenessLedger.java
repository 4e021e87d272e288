package dev.lethe.retention.model;

import dev.lethe.tenancy.model.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Knows how late deletions are, and where an alarm stands. Joins the running transaction. */
public interface LatenessLedger {

  /** Tenants that have something due, or an alarm; over all tenants. */
  List<Lateness> all(Instant now);

  /**
   * Notes that an alarm begins, or by how much deletion is late while it stands.
   *
   * @return whether it began with this; one of several servers that see it is told so
   */
  boolean begin(TenantId tenant, Instant now, long lateSeconds);

  /** Ends an alarm; empty if there is none, or another server has ended it. */
  Optional<Episode> end(TenantId tenant);

  /**
   * How late a tenant's deletions are.
   *
   * @param due artefacts past their deadline that nothing holds up
   * @param lateSeconds for how long the oldest of them could have gone already
   * @param alarmed whether an alarm stands
   */
  record Lateness(TenantId tenant, long due, long lateSeconds, boolean alarmed) {}

  /**
   * An alarm that is over.
   *
   * @param worstSeconds by how much deletion was late at most, of what was seen
   */
  record Episode(Instant beganAt, long worstSeconds) {}
}
