package dev.lethe.recovery.model;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A journal outside of the database, to which one can only add. Every process that writes has
 * segments of its own, so that any number of servers write at once.
 */
public interface TombstoneJournal {

  /**
   * Adds entries; when this returns, they survive. What is only partly written when it fails is not
   * read back.
   *
   * @throws dev.lethe.problem.model.LetheException {@code database-unavailable} if it cannot be
   *     written
   */
  void append(List<JournalEntry> entries);

  /**
   * How far this process has written, by the names of its segments; begins one if there is none.
   *
   * @throws IOException if the journal cannot be written
   */
  Map<String, Long> written() throws IOException;

  /** Whether the last attempt to write failed. */
  boolean isFailing();

  /**
   * Bytes of every segment, by name, as far as there are.
   *
   * @throws IOException if the journal cannot be read
   */
  Map<String, Long> segments() throws IOException;

  /**
   * Gives what was added to a segment after a position, line by line. A last line that was cut off
   * is passed over: whoever wrote it has told nobody.
   *
   * @return the position after the last line that was given
   * @throws DamagedJournal if a line is not as it was written
   * @throws IOException if it cannot be read
   */
  long read(String segment, long from, Reader reader) throws IOException, DamagedJournal;

  /**
   * Removes segments to which nothing was added since a time; never one of this process.
   *
   * @return their names
   * @throws IOException if they cannot be removed
   */
  List<String> prune(java.time.Instant before) throws IOException;

  /** Takes the entries of a line. */
  @FunctionalInterface
  interface Reader {
    void line(List<JournalEntry> entries);
  }

  /** Something of the journal was changed or lost. The text says where and repeats nothing. */
  final class DamagedJournal extends Exception {

    private static final long serialVersionUID = 1L;

    public DamagedJournal(String where) {
      super(where);
    }
  }
}
