package dev.lethe.benchmarks.recognition;

import dev.lethe.benchmarks.Numbers;
import dev.lethe.benchmarks.Report;
import dev.lethe.benchmarks.Table;
import dev.lethe.benchmarks.Table.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets contestants read the same pages in turns of a few pages, so that what else the machine does
 * meets all alike; which one begins changes from turn to turn.
 */
final class Contest {

  private static final int TURN = 5;

  private final List<BenchPage> pages;
  private final List<Contestant> contestants;
  private final Report report;
  private final Map<Contestant, List<List<Turn>>> rounds = new LinkedHashMap<>();

  /** A turn's numbers: of its pages the exact words, and of how many. */
  private record Turn(Contestant.Reading reading, int pages, int found, int words) {}

  Contest(List<BenchPage> pages, List<Contestant> contestants, Report report) {
    this.pages = pages;
    this.contestants = contestants;
    this.report = report;
  }

  void run(int count) throws IOException, InterruptedException {
    for (Contestant contestant : contestants) {
      rounds.put(contestant, new ArrayList<>());
      report.say("warming up: " + contestant.name());
      contestant.read(pages.subList(0, Math.min(4, pages.size())));
    }
    for (int round = 0; round < count; round++) {
      report.say("round " + (round + 1) + " of " + count);
      round(round, count);
    }
  }

  private void round(int round, int count) throws IOException, InterruptedException {
    List<Contestant> inTurn =
        new ArrayList<>(contestants.stream().filter(c -> round < c.rounds(count)).toList());
    inTurn.forEach(contestant -> rounds(contestant).add(new ArrayList<>()));
    for (int from = 0; from < pages.size(); from += TURN) {
      List<BenchPage> turn = pages.subList(from, Math.min(pages.size(), from + TURN));
      for (Contestant contestant : inTurn) {
        rounds(contestant).get(round).add(turn(contestant, turn));
      }
      inTurn.add(inTurn.remove(0));
    }
  }

  private List<List<Turn>> rounds(Contestant contestant) {
    return rounds.getOrDefault(contestant, new ArrayList<>());
  }

  private static Turn turn(Contestant contestant, List<BenchPage> pages)
      throws IOException, InterruptedException {
    Contestant.Reading reading = contestant.read(pages);
    int found = 0;
    int words = 0;
    for (int i = 0; i < pages.size(); i++) {
      found += found(pages.get(i).truth(), reading.words().get(i));
      words += pages.get(i).truth().size();
    }
    return new Turn(reading, pages.size(), found, words);
  }

  /** How many of the true words were read exactly, each counted as often as it is there. */
  static int found(List<String> truth, List<String> read) {
    Map<String, Integer> left = new HashMap<>();
    read.forEach(word -> left.merge(word, 1, Integer::sum));
    int found = 0;
    for (String word : truth) {
      int there = left.getOrDefault(word, 0);
      if (there > 0) {
        left.put(word, there - 1);
        found++;
      }
    }
    return found;
  }

  /**
   * @param limit with whose processor time all are compared
   * @param stock likewise
   */
  Table table(String caption, Contestant limit, Contestant stock) {
    Table table =
        new Table(
            "pages",
            caption,
            new Column("reader", "%s"),
            new Column("pages a second", "%.2f"),
            new Column("CPU s a page", "%.3f"),
            new Column("CPU: loop / reader", "%.2f"),
            new Column("CPU: stock tess4j / reader", "%.2f"),
            new Column("words exact", "%.3f"));
    for (Contestant contestant : contestants) {
      table.row(
          contestant.name(),
          median(contestant, Contest::pagesPerSecond),
          median(contestant, Contest::cpuPerPage),
          ratio(limit, contestant),
          ratio(stock, contestant),
          exact(contestant));
    }
    return table;
  }

  private interface OfRound {
    double value(List<Turn> round);
  }

  private double median(Contestant contestant, OfRound what) {
    return Numbers.median(
        rounds(contestant).stream().map(what::value).filter(value -> !value.isNaN()).toList());
  }

  private static double pagesPerSecond(List<Turn> round) {
    double seconds = round.stream().mapToDouble(turn -> turn.reading().wallSeconds()).sum();
    return round.stream().mapToInt(Turn::pages).sum() / seconds;
  }

  /** A turn in which a worker was replaced has no known time and is left out. */
  private static double cpuPerPage(List<Turn> round) {
    List<Turn> known =
        round.stream().filter(turn -> !Double.isNaN(turn.reading().cpuSeconds())).toList();
    double seconds = known.stream().mapToDouble(turn -> turn.reading().cpuSeconds()).sum();
    return seconds / known.stream().mapToInt(Turn::pages).sum();
  }

  /** Median over the turns that both had, so that each is compared on the same pages and minute. */
  private double ratio(Contestant baseline, Contestant contestant) {
    List<Double> ratios = new ArrayList<>();
    List<List<Turn>> mine = rounds(contestant);
    List<List<Turn>> theirs = rounds(baseline);
    for (int round = 0; round < Math.min(mine.size(), theirs.size()); round++) {
      for (int turn = 0; turn < mine.get(round).size(); turn++) {
        double own = mine.get(round).get(turn).reading().cpuSeconds();
        double other = theirs.get(round).get(turn).reading().cpuSeconds();
        Optional.of(other / own).filter(value -> !value.isNaN()).ifPresent(ratios::add);
      }
    }
    return Numbers.median(ratios);
  }

  private double exact(Contestant contestant) {
    List<Turn> turns = rounds(contestant).stream().flatMap(List::stream).toList();
    double words = turns.stream().mapToInt(Turn::words).sum();
    return words == 0 ? Double.NaN : turns.stream().mapToInt(Turn::found).sum() / words;
  }
}
