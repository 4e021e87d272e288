package dev.lethe.batch.retention;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.batch.runtime.BatchStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SweepTicksTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private final ListedSweep sweep = new ListedSweep();
  private final ListedOperator operator = new ListedOperator();
  private final Ticking clock = new Ticking();
  private final SweepPulse pulse = new SweepPulse();
  private final SweepTicks ticks = newServer();

  private SweepTicks newServer() {
    pulse.clock = clock;
    return new SweepTicks(
        sweep,
        new SweepRuns(operator),
        new SweepSettings(Duration.ofSeconds(10), Duration.ofSeconds(30), 2, HOUR, HOUR),
        clock,
        pulse,
        "server/1");
  }

  @Test
  void givenStart_whenNothingIsDue_thenOneRunLooksForOrphansAndNoOtherStarts() {
    ticks.tick();
    assertThat(operator.last().parameters.getProperty("orphans")).isEqualTo("true");
    operator.last().status = BatchStatus.COMPLETED;
    ticks.tick();
    ticks.tick();
    assertThat(operator.executions).hasSize(1);
  }

  @Test
  void givenSomethingDue_whenTicking_thenARunOfItsOwnNameStarts() {
    afterTheFirst();
    sweep.withJobs(1);
    ticks.tick();
    assertThat(operator.executions).hasSize(2);
    assertThat(operator.last().parameters.getProperty("orphans")).isEqualTo("false");
    assertThat(operator.last().parameters.getProperty("run")).matches("run_[0-9a-f]{32}");
  }

  @Test
  void givenRunUnderWay_whenTicking_thenNoOtherStarts() {
    afterTheFirst();
    sweep.withJobs(1);
    ticks.tick();
    ticks.tick();
    assertThat(operator.executions).hasSize(2);
  }

  @Test
  void givenRunThatIsHeardOf_whenTicking_thenNoOtherStartsHoweverLongItTakes() {
    afterTheFirst();
    sweep.withJobs(1);
    ticks.tick();
    for (int i = 0; i < 20; i++) {
      clock.now = clock.now.plusSeconds(20);
      pulse.beat();
      ticks.tick();
    }
    assertThat(operator.executions).hasSize(2);
  }

  /** Its database went away: the repository calls it started for ever. */
  @Test
  void givenRunThatFellSilent_whenALeaseHasPassed_thenAnotherGoesOn() {
    afterTheFirst();
    sweep.withJobs(1);
    ticks.tick();
    clock.now = clock.now.plusSeconds(30);
    ticks.tick();
    assertThat(operator.executions).hasSize(2);
    clock.now = clock.now.plusSeconds(1);
    ticks.tick();
    assertThat(operator.executions).hasSize(3);
    assertThat(operator.last().instance).isNotEqualTo(operator.executions.get(1).instance);
  }

  @Test
  void givenExecutionOfAServerThatWasKilled_whenItStaysStarted_thenANewRunStartsAtOnce() {
    sweep.withJobs(1);
    ticks.tick();
    assertThat(operator.last().status).isEqualTo(BatchStatus.STARTED);
    newServer().tick();
    assertThat(operator.executions).hasSize(2);
    assertThat(operator.last().instance).isNotEqualTo(operator.executions.get(0).instance);
  }

  @Test
  void givenRunThatCannotBeTakenUpAgain_whenTicking_thenANewOneStarts() {
    afterTheFirst();
    sweep.withJobs(1);
    ticks.tick();
    operator.last().status = BatchStatus.FAILED;
    operator.refusesRestarts = true;
    ticks.tick();
    assertThat(operator.executions).hasSize(3);
    assertThat(operator.last().instance).isNotEqualTo(operator.executions.get(1).instance);
  }

  @Test
  void givenExecutionThatTheRepositoryForgot_whenTicking_thenANewOneStarts() {
    afterTheFirst();
    sweep.withJobs(1);
    ticks.tick();
    operator.forgotten = operator.last();
    ticks.tick();
    assertThat(operator.executions).hasSize(3);
  }

  @Test
  void givenLeadLost_whenTicking_thenTheOwnRunIsStopped() {
    afterTheFirst();
    sweep.withJobs(1);
    ticks.tick();
    sweep.leaseFree = false;
    ticks.tick();
    assertThat(operator.stopped).containsExactly(operator.last().id);
  }

  @Test
  void givenAnHour_whenTicking_thenOrphansAreLookedForAgain() {
    afterTheFirst();
    clock.now = clock.now.plus(HOUR);
    ticks.tick();
    assertThat(operator.last().parameters.getProperty("orphans")).isEqualTo("true");
  }

  @Test
  void givenAnotherServerLeads_whenTicking_thenNothingStarts() {
    sweep.withJobs(1);
    sweep.leaseFree = false;
    ticks.tick();
    assertThat(operator.executions).isEmpty();
  }

  @Test
  void givenRunCutOffByAKill_whenTheServerStarts_thenItIsTakenUpUnderItsName() {
    ticks.tick();
    operator.last().status = BatchStatus.FAILED;
    newServer().tick();
    assertThat(operator.executions).hasSize(2);
    assertThat(operator.last().instance).isEqualTo(operator.executions.get(0).instance);
    assertThat(operator.last().parameters).isEqualTo(operator.executions.get(0).parameters);
  }

  @Test
  void givenLeadTakenOver_whenTicking_thenTheOthersCutOffRunIsTakenUp() {
    sweep.leaseFree = false;
    ticks.tick();
    operator.start(SweepRuns.JOB, new java.util.Properties());
    operator.last().status = BatchStatus.FAILED;
    sweep.leaseFree = true;
    ticks.tick();
    assertThat(operator.executions).hasSize(2);
    assertThat(operator.last().instance).isEqualTo(operator.executions.get(0).instance);
  }

  @Test
  void givenRunThatFailsEachTime_whenTicking_thenItIsGivenUpAndANewOneStarts() {
    afterTheFirst();
    sweep.withJobs(1);
    for (int i = 0; i < SweepRuns.MOST_EXECUTIONS; i++) {
      ticks.tick();
      operator.last().status = BatchStatus.FAILED;
    }
    long givenUp = operator.last().instance;
    ticks.tick();
    assertThat(operator.last().instance).isNotEqualTo(givenUp);
  }

  @Test
  void givenCompletedRun_whenTheServerStarts_thenItIsNotRepeated() {
    afterTheFirst();
    newServer().tick();
    assertThat(operator.last().instance).isNotEqualTo(operator.executions.get(0).instance);
  }

  private void afterTheFirst() {
    ticks.tick();
    operator.last().status = BatchStatus.COMPLETED;
  }

  private static final class Ticking extends Clock {

    private Instant now = ListedSweep.NOW;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
