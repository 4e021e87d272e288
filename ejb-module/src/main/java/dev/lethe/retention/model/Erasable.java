package dev.lethe.retention.model;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.tenancy.model.TenantId;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * Whatever keeps personal data of jobs implements this, so that deletion knows it. It is asked for
 * many jobs at once, because a sweep deletes many at once, and may be asked again for what is gone
 * already.
 */
public interface Erasable {

  /** The class of artefact that this keeps. */
  ArtefactClass artefact();

  /**
   * Tables whose rows this erases. Each table that has a tenant is one of these, or a test asks for
   * the reason.
   */
  default Set<String> tables() {
    return Set.of();
  }

  /**
   * Erases what is kept for jobs, within the deleting transaction. What that cannot undo when it
   * fails, as the removal of a file, is only noted here and comes in {@link #removeNoted}.
   *
   * @param jobs values of the jobs' ids
   * @return how many objects or rows were erased, for each job that had some
   */
  Map<String, Integer> erase(TenantId tenant, Collection<String> jobs);

  /**
   * Those of the jobs of which anything is still there and was not noted: read back after erasing,
   * within the deleting transaction.
   */
  Set<String> holding(TenantId tenant, Collection<String> jobs);

  /**
   * Removes what was noted for jobs and reads back that it is gone. Called without a transaction,
   * after the deleting one; a note that this does not come to stays, and is found by {@link
   * #removeLeftOver}.
   *
   * @return how many could not be removed; these are tried again later
   */
  default int removeNoted(TenantId tenant, Collection<String> jobs) {
    return 0;
  }

  /**
   * Removes what was noted and not removed, because a server was killed in between or a store was
   * away. Called without a transaction.
   *
   * @param limit the most that is removed by one call
   * @return how many were removed
   */
  default int removeLeftOver(TenantId tenant, int limit) {
    return 0;
  }
}
