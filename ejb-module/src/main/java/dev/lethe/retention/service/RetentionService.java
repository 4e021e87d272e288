package dev.lethe.retention.service;

import dev.lethe.retention.model.DeadLetter;
import dev.lethe.retention.model.DeletionRun;
import dev.lethe.retention.model.PlannedDeletion;
import dev.lethe.retention.model.RetentionItem;
import dev.lethe.retention.model.RetentionOverview;
import dev.lethe.retention.model.RetentionPlace;
import dev.lethe.tenancy.model.Caller;
import java.time.Instant;
import java.util.List;

/**
 * What is kept, what is due and what was deleted. Needs the role compliance-officer, tenant-admin
 * or auditor.
 */
public interface RetentionService {

  RetentionOverview overview(Caller caller);

  /** The same by region and trust zone, in the order of their names. */
  List<RetentionPlace> places(Caller caller);

  /** Artefacts in a state, soonest deadline first (newest deletion first when deleted). */
  List<RetentionItem> items(Caller caller, RetentionItem.State state, int offset, int limit);

  /** What is kept, in the order of deadlines. */
  List<PlannedDeletion> planned(Caller caller, PlannedDeletion.Which which, int offset, int limit);

  /**
   * What the sweep would delete until a time if nothing else happened, in its order.
   *
   * @throws dev.lethe.problem.model.LetheException {@code request-malformed} for a time that has
   *     passed
   */
  List<PlannedDeletion> dryRun(Caller caller, Instant until, int offset, int limit);

  long count(Caller caller, RetentionItem.State state);

  /** Deletions that failed too often, newest first. */
  List<DeadLetter> deadLetters(Caller caller, int offset, int limit);

  /**
   * Has such a deletion tried again by the next run. Needs the role compliance-officer or
   * tenant-admin.
   *
   * @return the letter, closed by this; if the deletion fails on, there will be another
   * @throws dev.lethe.problem.model.LetheException {@code not-found} if there is no such open one
   */
  DeadLetter requeue(Caller caller, String letter);

  /** Newest first. */
  List<DeletionRun> runs(Caller caller, int offset, int limit);
}
