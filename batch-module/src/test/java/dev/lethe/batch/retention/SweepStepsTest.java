package dev.lethe.batch.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.intake.model.SealedDocument;
import dev.lethe.intake.service.SlotContents;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.TenantId;
import jakarta.batch.api.partition.PartitionPlan;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepStepsTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private final ListedSweep sweep = new ListedSweep();
  private final SweepPulse pulse = pulse();

  private static SweepPulse pulse() {
    SweepPulse pulse = new SweepPulse();
    pulse.clock = Clock.fixed(ListedSweep.NOW, ZoneOffset.UTC);
    return pulse;
  }

  @Test
  void givenTenantsWithSomethingDue_whenMapped_thenEachIsAPartition() {
    PartitionPlan plan = mapper(sweep.withJobs(1)).mapPartitions();
    assertThat(plan.getPartitions()).isEqualTo(1);
    assertThat(plan.getPartitionProperties()[0].getProperty("tenant")).isEqualTo("northwind");
    assertThat(plan.getPartitionsOverride()).isTrue();
  }

  @Test
  void givenNothingDue_whenMapped_thenOnePartitionDoesNothing() {
    PartitionPlan plan = mapper(sweep).mapPartitions();
    assertThat(plan.getPartitions()).isEqualTo(1);
    assertThat(plan.getPartitionProperties()[0].getProperty("tenant")).isEqualTo("-");
  }

  @Test
  void givenItemThatFails_whenErased_thenTheOthersGoOnAndItIsCounted() {
    sweep.withJobs(3).failing.add("job-1");
    eraser().writeItems(items("job-0", "job-1", "job-2"));
    assertThat(sweep.erased).containsExactly("job-0", "job-2");
    assertThat(sweep.counted).containsExactly("3/2/1");
  }

  @Test
  void givenJobOfSeveralDeadlines_whenErased_thenItCountsOnce() {
    sweep.withJobs(2);
    eraser().writeItems(items("job-0", "job-1", "job-0"));
    assertThat(sweep.counted).containsExactly("2/2/0");
  }

  @Test
  void givenChunk_whenErased_thenTheRunIsHeardOf() {
    sweep.withJobs(1);
    assertThat(pulse.isSilentFor(HOUR)).isTrue();
    eraser().writeItems(items("job-0"));
    assertThat(pulse.isSilentFor(HOUR)).isFalse();
  }

  private DueEraser eraser() {
    DueEraser eraser = new DueEraser();
    eraser.sweep = sweep;
    eraser.pulse = pulse;
    eraser.tenant = "northwind";
    eraser.run = "run";
    return eraser;
  }

  private static List<Object> items(String... jobs) {
    return Stream.of(jobs).<Object>map(job -> new DueReader.Item(job, ListedSweep.NOW)).toList();
  }

  @Test
  void givenTenant_whenEpochsAreShredded_thenTheRunIsHeardOfAndNobodyElseIsTouched()
      throws Exception {
    EpochShredder shredder = new EpochShredder();
    shredder.sweep = sweep;
    shredder.pulse = pulse;
    shredder.tenant = TenantPartitions.NO_TENANT;
    assertThat(shredder.process()).isEqualTo("COMPLETED");
    assertThat(sweep.shredded).isEmpty();
    shredder.tenant = "northwind";
    assertThat(shredder.process()).isEqualTo("COMPLETED");
    assertThat(sweep.shredded).containsExactly(new TenantId("northwind"));
    assertThat(pulse.isSilentFor(HOUR)).isFalse();
  }

  @Test
  void givenManyExpiredSlots_whenDestroyed_thenAllAreCounted() throws Exception {
    SlotDestroyer destroyer = new SlotDestroyer();
    destroyer.sweep = sweep;
    destroyer.pulse = pulse;
    destroyer.slots = new Slots(230);
    destroyer.tenant = "northwind";
    destroyer.run = "run";
    assertThat(destroyer.process()).isEqualTo("COMPLETED");
    assertThat(sweep.counted).containsExactly("100/100/0", "100/100/0", "30/30/0");
  }

  @Test
  void givenNoExpiredSlots_whenDestroying_thenTheRunIsNotNotedForTheTenant() throws Exception {
    SlotDestroyer destroyer = new SlotDestroyer();
    destroyer.sweep = sweep;
    destroyer.pulse = pulse;
    destroyer.slots = new Slots(0);
    destroyer.tenant = "northwind";
    destroyer.run = "run";
    assertThat(destroyer.process()).isEqualTo("COMPLETED");
    assertThat(sweep.counted).isEmpty();
  }

  @Test
  void givenStop_whenDestroying_thenItEndsBeforeAllIsDone() throws Exception {
    SlotDestroyer destroyer = new SlotDestroyer();
    destroyer.sweep = sweep;
    destroyer.pulse = pulse;
    destroyer.slots = new Slots(230);
    destroyer.tenant = "northwind";
    destroyer.run = "run";
    destroyer.stop();
    assertThat(destroyer.process()).isEqualTo("STOPPED");
  }

  @ParameterizedTest
  @CsvSource({
    "PT0.5S, PT30S, 2, PT1H, PT1H, interval",
    "PT31S, PT62S, 2, PT1H, PT1H, interval",
    "PT10S, PT19S, 2, PT1H, PT1H, lease",
    "PT10S, PT61S, 2, PT1H, PT1H, lease",
    "PT10S, PT30S, 0, PT1H, PT1H, threads",
    "PT10S, PT30S, 9, PT1H, PT1H, threads",
    "PT10S, PT30S, 2, PT1S, PT1H, orphans.interval",
    "PT10S, PT30S, 2, PT1H, PT1M, orphans.age",
    "PT10S, PT30S, 2, PT1H, PT-1H, orphans.age"
  })
  void givenSettingOutOfRange_whenChecked_thenTheStartStopsWithItsName(
      Duration interval,
      Duration lease,
      int threads,
      Duration orphansInterval,
      Duration orphansAge,
      String name) {
    SweepSettings settings =
        new SweepSettings(interval, lease, threads, orphansInterval, orphansAge);
    assertThatThrownBy(settings::check)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("lethe.retention.sweep." + name);
  }

  private static TenantPartitions mapper(ListedSweep sweep) {
    TenantPartitions mapper = new TenantPartitions();
    mapper.sweep = sweep;
    mapper.settings =
        new SweepSettings(Duration.ofSeconds(10), Duration.ofSeconds(30), 2, HOUR, HOUR);
    return mapper;
  }

  private static final class Slots implements SlotContents {

    private int left;

    Slots(int left) {
      this.left = left;
    }

    @Override
    public SealedDocument take(
        Caller caller, String job, String token, SealedDocument.Place place) {
      throw new UnsupportedOperationException("not needed");
    }

    @Override
    public int destroyExpired(TenantId tenant, int limit) {
      int destroyed = Math.min(left, limit);
      left -= destroyed;
      return destroyed;
    }
  }
}
