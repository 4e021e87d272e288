package dev.lethe.batch.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.retention.model.DueJob;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DueReaderTest {

  private final ListedSweep sweep = new ListedSweep().withJobs(2500);

  @Test
  void givenMoreThanAPiece_whenRead_thenEachComesOnceInTheOrderOfDeadlines() {
    assertThat(readAll(reader(null))).hasSize(2500).startsWith("job-0").endsWith("job-2499");
  }

  @Test
  void givenItemsThatAreErasedMeanwhile_whenRead_thenNoneIsPassedOver() {
    DueReader reader = reader(null);
    List<String> read = new ArrayList<>();
    DueReader.Item item = (DueReader.Item) reader.readItem();
    while (item != null) {
      read.add(item.job());
      sweep.erase(ListedSweep.TENANT, List.of(item.job()), item.until());
      item = (DueReader.Item) reader.readItem();
    }
    assertThat(read).hasSize(2500).doesNotHaveDuplicates();
  }

  @Test
  void givenItemsThatFail_whenRead_thenTheReaderStillComesToAnEnd() {
    sweep.due.forEach(item -> sweep.failing.add(item.job()));
    assertThat(readAll(reader(null))).hasSize(2500);
  }

  @Test
  void givenCheckpoint_whenTakenUpAgain_thenItGoesOnAfterIt() throws Exception {
    DueReader cutOff = reader(null);
    for (int i = 0; i < 120; i++) {
      cutOff.readItem();
    }
    Serializable checkpoint = stored(cutOff.checkpointInfo());
    assertThat(readAll(reader(checkpoint))).hasSize(2380).startsWith("job-120");
  }

  @Test
  void givenWhatFallsDueDuringTheRun_whenRead_thenItIsLeftForTheNext() {
    DueReader reader = reader(null);
    sweep.due.add(new DueJob("job-late", ListedSweep.NOW.plusSeconds(1)));
    assertThat(readAll(reader)).hasSize(2500).doesNotContain("job-late");
  }

  @Test
  void givenFilesThatACutOffRunLeft_whenTheNextBegins_thenTheyAreRemovedFirst() {
    reader(null);
    assertThat(sweep.leftOverRemoved).isEqualTo(1);
  }

  @Test
  void givenNoTenant_whenRead_thenThereIsNothing() {
    DueReader reader = new DueReader();
    reader.sweep = sweep;
    reader.clock = Clock.fixed(ListedSweep.NOW, ZoneOffset.UTC);
    reader.tenant = TenantPartitions.NO_TENANT;
    reader.run = "run";
    reader.open(null);
    assertThat(reader.readItem()).isNull();
  }

  private DueReader reader(Serializable checkpoint) {
    DueReader reader = new DueReader();
    reader.sweep = sweep;
    reader.clock = Clock.fixed(ListedSweep.NOW, ZoneOffset.UTC);
    reader.tenant = ListedSweep.TENANT.value();
    reader.run = "run";
    reader.open(checkpoint);
    return reader;
  }

  private static List<String> readAll(DueReader reader) {
    List<String> read = new ArrayList<>();
    Object item = reader.readItem();
    while (item != null) {
      read.add(((DueReader.Item) item).job());
      item = reader.readItem();
    }
    return read;
  }

  /** As the job repository keeps it. */
  private static Serializable stored(Serializable checkpoint)
      throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(checkpoint);
    return (Serializable)
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
  }
}
