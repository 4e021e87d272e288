package dev.lethe.retention.service;

import dev.lethe.retention.model.LatenessLedger.Lateness;
import java.util.List;

/**
 * Tells once when a tenant's deletions are late, and once when they are not any more, in its trail
 * and in the log. Any number of servers may watch; each alarm is told by one of them.
 */
public interface LatenessService {

  /** Where deletion is late or was; nothing while a restored database is brought up to date. */
  List<Lateness> look();

  /** Begins an alarm, ends one, or leaves it as it is, in a transaction of its own. */
  void judge(Lateness lateness);
}
