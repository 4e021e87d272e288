package dev.lethe.recovery.model;

import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** A journal that is forgotten with the test. A position is a number of lines. */
public final class MemoryJournal implements TombstoneJournal {

  private final Map<String, List<List<JournalEntry>>> segments = new TreeMap<>();
  private String own = begin();
  private boolean failing;

  private String begin() {
    String name = "segment_" + UUID.randomUUID().toString().replace("-", "");
    segments.put(name, new ArrayList<>());
    return name;
  }

  /** As if another process went on. */
  public void beginAnother() {
    own = begin();
  }

  /** From now on, or no more. */
  public void fail(boolean fails) {
    failing = fails;
  }

  /** Everything, in the order of segments. */
  public List<JournalEntry> entries() {
    return segments.values().stream().flatMap(List::stream).flatMap(List::stream).toList();
  }

  @Override
  public synchronized void append(List<JournalEntry> entries) {
    if (failing) {
      throw new LetheException(ProblemCode.DATABASE_UNAVAILABLE);
    }
    if (!entries.isEmpty()) {
      segments.get(own).add(List.copyOf(entries));
    }
  }

  @Override
  public synchronized Map<String, Long> written() {
    return Map.of(own, (long) segments.get(own).size());
  }

  @Override
  public boolean isFailing() {
    return failing;
  }

  @Override
  public synchronized Map<String, Long> segments() {
    Map<String, Long> sizes = new TreeMap<>();
    segments.forEach((name, lines) -> sizes.put(name, (long) lines.size()));
    return sizes;
  }

  @Override
  public synchronized long read(String segment, long from, Reader reader) {
    List<List<JournalEntry>> lines = segments.get(segment);
    List.copyOf(lines.subList((int) from, lines.size())).forEach(reader::line);
    return lines.size();
  }

  @Override
  public synchronized List<String> prune(Instant before) {
    return List.of();
  }
}
