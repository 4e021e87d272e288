package dev.lethe.recovery.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.recovery.model.JournalEntry.Kind;
import dev.lethe.tenancy.model.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every journal does. */
public abstract class TombstoneJournalContract {

  protected abstract TombstoneJournal journal() throws Exception;

  public static JournalEntry entry(int number) {
    return new JournalEntry(
        new TenantId("northwind"),
        Kind.DELETION,
        "cert_" + number,
        Map.of("job", "job_" + number, "details", "{\"kept\":[\"\u00e9\"]}"));
  }

  public static List<JournalEntry> entries(int from, int until) {
    return IntStream.range(from, until).mapToObj(TombstoneJournalContract::entry).toList();
  }

  /** All that stands in a journal after positions. */
  public static List<JournalEntry> read(TombstoneJournal journal, Map<String, Long> from)
      throws Exception {
    List<JournalEntry> read = new ArrayList<>();
    for (String segment : journal.segments().keySet()) {
      journal.read(segment, from.getOrDefault(segment, 0L), read::addAll);
    }
    return read;
  }

  @Test
  void givenEntries_whenAdded_thenTheyAreReadBackInTheirOrder() throws Exception {
    TombstoneJournal journal = journal();
    journal.append(entries(0, 3));
    journal.append(entries(3, 200));
    assertThat(read(journal, Map.of())).isEqualTo(entries(0, 200));
  }

  @Test
  void givenNothing_whenAdded_thenNothingIsWrittenButTheSegmentIsThere() throws Exception {
    TombstoneJournal journal = journal();
    journal.append(List.of());
    assertThat(journal.written()).hasSize(1).containsValue(0L);
    assertThat(journal.segments()).isEqualTo(journal.written());
    assertThat(read(journal, Map.of())).isEmpty();
  }

  @Test
  void givenPosition_whenReadFromThere_thenOnlyWhatCameLaterIsGiven() throws Exception {
    TombstoneJournal journal = journal();
    journal.append(entries(0, 5));
    Map<String, Long> before = journal.written();
    assertThat(read(journal, before)).isEmpty();
    journal.append(entries(5, 8));
    assertThat(read(journal, before)).isEqualTo(entries(5, 8));
    String segment = before.keySet().iterator().next();
    assertThat(journal.read(segment, before.get(segment), line -> {}))
        .isEqualTo(journal.written().get(segment));
  }
}
