package dev.lethe.benchmarks.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.benchmarks.Report;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContestTest {

  /** Takes the given time for a page and reads only every second word right. */
  private record Fake(String name, double cpuSeconds, int rounds) implements Contestant {
    @Override
    public int rounds(int asked) {
      return Math.min(asked, rounds);
    }

    @Override
    public Reading read(List<BenchPage> pages) {
      return new Reading(
          2 * cpuSeconds * pages.size(),
          cpuSeconds * pages.size(),
          pages.stream().map(page -> List.of("one", "tvvo")).toList());
    }

    @Override
    public void close() {}
  }

  private static List<BenchPage> pages(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new BenchPage(
                    "p" + i,
                    Path.of("p"),
                    new byte[0],
                    new byte[0],
                    Optional.empty(),
                    List.of("one", "two")))
        .toList();
  }

  private static String table(Contestant... contestants) throws Exception {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    Contest contest = new Contest(pages(7), List.of(contestants), new Report(nowhere, nowhere));
    contest.run(2);
    return contest.table("Caption.", contestants[0], contestants[1]).markdown();
  }

  @Test
  void givenReaders_whenCompared_thenRatiosAreOfProcessorTime() throws Exception {
    String table = table(new Fake("loop", 0.4, 9), new Fake("stock", 0.5, 9));
    assertThat(table)
        .contains("| loop | 1.25 | 0.400 | 1.00 | 1.25 | 0.500 |")
        .contains("| stock | 1.00 | 0.500 | 0.80 | 1.00 | 0.500 |");
  }

  @Test
  void givenSlowReader_whenItTakesPartOnce_thenComparedInThatRound() throws Exception {
    assertThat(table(new Fake("loop", 0.4, 9), new Fake("slow", 4, 1)))
        .contains("| slow | 0.13 | 4.000 | 0.10 | 1.00 | 0.500 |");
  }

  @Test
  void givenReaderOfUnknownTime_whenCompared_thenDashes() throws Exception {
    assertThat(table(new Fake("loop", 0.4, 9), new Fake("lost", Double.NaN, 9)))
        .contains("| lost | – | – | – | – | 0.500 |");
  }

  @Test
  void givenWordTwice_whenReadOnce_thenFoundOnce() {
    assertThat(Contest.found(List.of("a", "a", "b"), List.of("a", "c"))).isEqualTo(1);
  }
}
