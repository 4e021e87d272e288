package dev.lethe.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessTimesTest {

  @Test
  void givenBusyProgram_whenReadTwice_thenItsTimeHasGrown() {
    ProcessHandle self = ProcessHandle.current();
    Map<Long, Double> before = ProcessTimes.ofTrees(List.of(self));
    long end = System.nanoTime() + 300_000_000;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    double spent = ProcessTimes.between(before, ProcessTimes.ofTrees(List.of(self)));
    assertThat(spent).isBetween(0.03, 5.0);
  }

  @Test
  void givenLostProcess_whenCompared_thenTimeIsNotKnown() {
    assertThat(ProcessTimes.between(Map.of(1L, 2.0, 2L, 2.0), Map.of(1L, 3.0))).isNaN();
  }

  @Test
  void givenNewProcess_whenCompared_thenAllItsTimeCounts() {
    assertThat(ProcessTimes.between(Map.of(1L, 2.0), Map.of(1L, 3.0, 2L, 0.5))).isEqualTo(1.5);
  }

  @Test
  void givenEndedProcess_whenMemoryIsAsked_thenNone() {
    assertThat(ProcessTimes.residentMebibytes(-1)).isZero();
  }
}
