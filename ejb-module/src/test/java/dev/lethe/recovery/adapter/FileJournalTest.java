package dev.lethe.recovery.adapter;

import static dev.lethe.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.keys.adapter.TestKeys;
import dev.lethe.keys.model.StatementSigner;
import dev.lethe.keys.model.VerificationKey;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.recovery.model.JournalEntry;
import dev.lethe.recovery.model.TombstoneJournal;
import dev.lethe.recovery.model.TombstoneJournal.DamagedJournal;
import dev.lethe.recovery.model.TombstoneJournalContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Segments that many write, that may be cut off, and that nobody may change. */
class FileJournalTest extends TombstoneJournalContract {

  @TempDir Path folder;

  @Override
  protected TombstoneJournal journal() {
    return new FileJournal(folder, TestKeys.signer(), 1 << 20);
  }

  @Test
  void givenSegment_whenWritten_thenOnlyItsOwnerReadsIt() throws Exception {
    journal().append(entries(0, 1));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(only())))
        .isEqualTo("rw-------");
  }

  @Test
  void givenManyWritersInManyProcesses_whenTheyAddAtOnce_thenNothingIsLostOrMixed()
      throws Exception {
    List<TombstoneJournal> processes = List.of(journal(), journal(), journal());
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      List<Future<?>> done = new ArrayList<>();
      for (int thread = 0; thread < 6; thread++) {
        int from = thread * 100;
        TombstoneJournal process = processes.get(thread % 3);
        done.add(
            threads.submit(
                () -> {
                  for (int i = from; i < from + 100; i += 4) {
                    process.append(entries(i, i + 4));
                  }
                }));
      }
      for (Future<?> one : done) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(read(journal(), Map.of())).containsExactlyInAnyOrderElementsOf(entries(0, 600));
    assertThat(journal().segments()).hasSize(3);
  }

  /** At every byte: a process that is killed leaves any part of its last line. */
  @Test
  void givenLastLine_whenCutOffAnywhere_thenWhatWasSaidBeforeIsReadAndTheRestIsNot()
      throws Exception {
    TombstoneJournal journal = journal();
    journal.append(entries(0, 2));
    long whole = journal.written().values().iterator().next();
    journal.append(entries(2, 4));
    byte[] bytes = Files.readAllBytes(only());
    for (int length = (int) whole; length < bytes.length; length++) {
      Files.write(only(), java.util.Arrays.copyOf(bytes, length));
      List<JournalEntry> read = new ArrayList<>();
      assertThat(journal().read(name(), 0, read::addAll)).isEqualTo(whole);
      assertThat(read).isEqualTo(entries(0, 2));
    }
  }

  @Test
  void givenSegmentThatWasCutOff_whenAnotherProcessGoesOn_thenItsOwnSegmentIsWhole()
      throws Exception {
    journal().append(entries(0, 2));
    Path cut = only();
    Files.write(cut, "eyJhbGciOi".getBytes(StandardCharsets.US_ASCII), StandardOpenOption.APPEND);
    journal().append(entries(2, 3));
    assertThat(read(journal(), Map.of())).containsExactlyInAnyOrderElementsOf(entries(0, 3));
  }

  @Test
  void givenAnyByteOfALine_whenChanged_thenItIsKnown() throws Exception {
    TombstoneJournal journal = journal();
    journal.append(entries(0, 1));
    journal.append(entries(1, 2));
    byte[] bytes = Files.readAllBytes(only());
    int end = new String(bytes, StandardCharsets.US_ASCII).indexOf('\n');
    for (int i = 0; i <= end; i += 7) {
      byte[] changed = bytes.clone();
      changed[i] = (byte) (changed[i] == 'A' ? 'B' : 'A');
      Files.write(only(), changed);
      assertThatThrownBy(() -> read(journal(), Map.of())).isInstanceOf(DamagedJournal.class);
    }
  }

  @Test
  void givenLine_whenTakenOutMovedOrDoubled_thenItIsKnown() throws Exception {
    TombstoneJournal journal = journal();
    for (int i = 0; i < 3; i++) {
      journal.append(entries(i, i + 1));
    }
    List<String> lines = Files.readAllLines(only());
    for (List<String> changed :
        List.of(
            List.of(lines.get(0), lines.get(2)),
            List.of(lines.get(1), lines.get(0), lines.get(2)),
            List.of(lines.get(0), lines.get(0), lines.get(1)),
            List.of(lines.get(0), "", lines.get(1)))) {
      Files.write(only(), changed);
      assertThatThrownBy(() -> read(journal(), Map.of())).isInstanceOf(DamagedJournal.class);
    }
  }

  @Test
  void givenLineOfAnotherSegment_whenPutIn_thenItIsKnown() throws Exception {
    journal().append(entries(0, 1));
    Path other = folder.resolve("segment_" + "0".repeat(32));
    Files.copy(only(), other);
    assertThatThrownBy(() -> journal().read(other.getFileName().toString(), 0, line -> {}))
        .isInstanceOf(DamagedJournal.class)
        .message()
        .startsWith("segment_000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "no statement", "\u0000\u0000\u0000", "e30.e30.e30"})
  void givenLineThatIsNone_whenRead_thenItIsKnown(String line) throws Exception {
    journal().append(entries(0, 1));
    Files.writeString(only(), line + "\n" + Files.readString(only()));
    assertThatThrownBy(() -> read(journal(), Map.of())).isInstanceOf(DamagedJournal.class);
  }

  @Test
  void givenFullSegment_whenAddedTo_thenAnotherBegins() throws Exception {
    TombstoneJournal journal = new FileJournal(folder, TestKeys.signer(), 2_000);
    for (int i = 0; i < 20; i++) {
      journal.append(entries(i, i + 1));
    }
    assertThat(journal.segments().size()).isGreaterThan(3);
    assertThat(journal.written()).containsAllEntriesOf(journal.segments());
    assertThat(read(journal, Map.of())).containsExactlyInAnyOrderElementsOf(entries(0, 20));
  }

  @Test
  void givenFolderThatIsGone_whenWritten_thenItFailsAndTheNextGoesOn() throws Exception {
    Path place = Files.createDirectory(folder.resolve("journal"));
    TombstoneJournal journal = new FileJournal(place, TestKeys.signer(), 1 << 20);
    Files.delete(place);
    assertRefused(() -> journal.append(entries(0, 1)), ProblemCode.DATABASE_UNAVAILABLE);
    assertThat(journal.isFailing()).isTrue();
    Files.createDirectory(place);
    journal.append(entries(1, 2));
    assertThat(journal.isFailing()).isFalse();
    assertThat(read(journal, Map.of())).isEqualTo(entries(1, 2));
  }

  @Test
  void givenNothingThatSigns_whenWritten_thenItFails() {
    TombstoneJournal journal = new FileJournal(folder, new Away(), 1 << 20);
    assertThatThrownBy(() -> journal.append(entries(0, 1))).isInstanceOf(LetheException.class);
    assertThat(journal.isFailing()).isTrue();
  }

  @Test
  void givenSegmentsOfProcessesThatAreGone_whenPruned_thenOldOnesGoAndTheOwnStays()
      throws Exception {
    journal().append(entries(0, 1));
    Path old = only();
    TombstoneJournal journal = journal();
    journal.append(entries(1, 2));
    for (Path file : files()) {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(40))));
    }
    assertThat(journal.prune(Instant.now().minus(Duration.ofDays(41)))).isEmpty();
    assertThat(journal.prune(Instant.now().minus(Duration.ofDays(39))))
        .containsExactly(old.getFileName().toString());
    assertThat(read(journal, Map.of())).isEqualTo(entries(1, 2));
  }

  private String name() throws IOException {
    return only().getFileName().toString();
  }

  private Path only() throws IOException {
    assertThat(files()).hasSize(1);
    return files().get(0);
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static final class Away implements StatementSigner {
    @Override
    public String keyId() {
      return "away";
    }

    @Override
    public String sign(String type, byte[] statement) {
      throw new LetheException(ProblemCode.KEYS_UNAVAILABLE);
    }

    @Override
    public Optional<byte[]> verified(String type, String jws) {
      return Optional.empty();
    }

    @Override
    public List<VerificationKey> keys() {
      return List.of();
    }
  }
}
