package dev.lethe.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NumbersTest {

  @Test
  void givenOddCount_whenMedian_thenMiddleInWhateverOrder() {
    assertThat(Numbers.median(List.of(9.0, 1.0, 5.0))).isEqualTo(5);
  }

  @Test
  void givenEvenCount_whenMedian_thenHalfwayBetweenTheMiddleTwo() {
    assertThat(Numbers.median(List.of(4.0, 1.0, 2.0, 100.0))).isEqualTo(3);
  }

  @Test
  void givenNothing_whenMedian_thenNotANumber() {
    assertThat(Numbers.median(List.of())).isNaN();
  }

  @Test
  void givenHundredValues_whenPercentile_thenInterpolated() {
    List<Double> values =
        java.util.stream.IntStream.rangeClosed(1, 101).mapToObj(i -> (double) i).toList();
    assertThat(Numbers.percentile(values, 95)).isEqualTo(96);
    assertThat(Numbers.percentile(values, 100)).isEqualTo(101);
  }
}
