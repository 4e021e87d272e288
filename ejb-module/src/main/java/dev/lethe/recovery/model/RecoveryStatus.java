package dev.lethe.recovery.model;

import java.util.Locale;

/**
 * Whether the database is known to contain all that ended.
 *
 * @param checked entries of the journal that were held against the database since the start
 * @param replayed those that were not in it
 */
public record RecoveryStatus(State state, long checked, long replayed) {

  /** Where the check stands. */
  public enum State {
    /** The journal is being held against the database. */
    CHECKING,
    /** The database was restored; what has ended since the copy is brought about again. */
    REPLAYING,
    /** The database contains all that the journal says. */
    COMPLETE,
    /** The journal cannot be read or written. */
    JOURNAL_UNAVAILABLE,
    /** A line of the journal is not as it was written. */
    JOURNAL_DAMAGED,
    /** The database knows of segments that are not in the journal, or of longer ones. */
    JOURNAL_INCOMPLETE,
    /** Something could not be brought about again; it is tried on. */
    REPLAY_FAILED;

    /** The name in answers. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public boolean isComplete() {
    return state == State.COMPLETE;
  }
}
