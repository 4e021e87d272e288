package dev.lethe.retention.model;

import dev.lethe.policy.model.RetentionStart;
import dev.lethe.tenancy.model.TenantId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Begins windows that wait for an event. Joins the running transaction. */
public interface WindowStarts {

  /**
   * Holds jobs until the transaction ends, in the order of their ids as every step of a job does.
   *
   * @return for each that there is, when it was created
   */
  Map<String, Instant> lock(TenantId tenant, Collection<String> jobs);

  /**
   * Begins what waits for an event and has not begun: it is due when its window is over, counted
   * from the event but not from before it was kept, and no later than it was. What has begun stays
   * as it is.
   *
   * @return all of the jobs' artefacts that are there and whose window runs from the event
   */
  List<StartedWindow> start(
      TenantId tenant, Collection<String> jobs, RetentionStart event, Instant at);
}
