package dev.lethe.host.service;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.lethe.host.model.MemoryExposure;
import dev.lethe.host.model.MemoryExposure.CoreDumps;
import dev.lethe.host.model.MemoryExposure.Swap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryGuardTest {

  private static final MemoryExposure GOOD =
      new MemoryExposure(Swap.DENIED, CoreDumps.OFF, false, 0);
  private static final MemoryExposure BAD =
      new MemoryExposure(Swap.IN_CLEAR, CoreDumps.OFF, true, 12);

  @Test
  void givenMachineThatIsGoodEnough_whenStarted_thenItStarts() {
    assertThatCode(guard(GOOD, MemoryGuard.REFUSE)::check).doesNotThrowAnyException();
  }

  @Test
  void givenMachineThatMaySwap_whenItIsRefused_thenTheStartSaysWhatIsWrong() {
    assertThatIllegalStateException()
        .isThrownBy(guard(BAD, MemoryGuard.REFUSE)::check)
        .withMessage("lethe.memory.exposure refuses this machine: swap-in-clear, heap-dumps-on");
  }

  @Test
  void givenMachineThatMaySwap_whenItIsWarnedOf_thenItStarts() {
    assertThatCode(guard(BAD, MemoryGuard.WARN)::check).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource(
      value = CoreDumps.class,
      names = {"POSSIBLE", "UNKNOWN"})
  void givenMachineThatMayDump_whenItIsRefused_thenItDoesNotStart(CoreDumps cores) {
    assertThatIllegalStateException()
        .isThrownBy(
            guard(new MemoryExposure(Swap.NONE, cores, false, 0), MemoryGuard.REFUSE)::check);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "REFUSE", "ignore", "warn "})
  void givenAnotherSetting_whenStarted_thenItIsRefusedOnAnyMachine(String setting) {
    assertThatIllegalStateException()
        .isThrownBy(guard(GOOD, setting)::check)
        .withMessageContaining("neither");
  }

  private static MemoryGuard guard(MemoryExposure exposure, String setting) {
    MemoryGuard guard = new MemoryGuard();
    guard.memory = () -> exposure;
    guard.setting = setting;
    return guard;
  }
}
