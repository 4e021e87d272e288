package dev.lethe.benchmarks.recognition;

import dev.lethe.benchmarks.Numbers;
import dev.lethe.benchmarks.ProcessTimes;
import dev.lethe.benchmarks.Report;
import dev.lethe.benchmarks.Table;
import dev.lethe.benchmarks.Table.Column;
import dev.lethe.engine.layout.Box;
import dev.lethe.engine.layout.ReadingOrder;
import dev.lethe.engine.layout.TextRun;
import dev.lethe.engine.page.PageText;
import dev.lethe.engine.page.SourceDocument;
import dev.lethe.worker.Region;
import dev.lethe.worker.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is gained by reading less than a page's pixels: three zones of it, or its own text. */
final class Parts {

  private static final int TURN = 5;
  private static final double MARGIN = 0.006;
  private static final int DIGITAL_REPEATS = 10;

  private final Workers workers;
  private final int rounds;
  private final Report report;

  Parts(Workers workers, int rounds, Report report) {
    this.workers = workers;
    this.rounds = rounds;
    this.report = report;
  }

  /** A way of asking for a page, several times if once is too short to be measured. */
  private interface Way {
    Response.Extracted ask(BenchPage page);

    default int repeats() {
      return 1;
    }
  }

  /** Per page of a turn. */
  private record Cost(double engineMillis, double cpuMillis) {}

  Table zones(List<BenchPage> pages) throws InterruptedException {
    report.say("three zones beside the whole page");
    Table table =
        table(
            "zones",
            "Three regions beside the page, by one worker: whole lines, and the last word of each,"
                + " which is what a form's zone or an invoice's value is.");
    zones(table, "lines", pages, page -> zonesOf(page, TextRun::box));
    zones(table, "words", pages, page -> zonesOf(page, Parts::lastWord));
    return table;
  }

  private void zones(
      Table table, String size, List<BenchPage> pages, Function<BenchPage, List<Region>> finder)
      throws InterruptedException {
    // found before: what finds them is no part of what is measured
    Map<BenchPage, List<Region>> zones =
        pages.stream().collect(Collectors.toMap(page -> page, finder));
    rows(
        table,
        "PNG, three " + size,
        pages,
        page -> page(page.image()),
        page -> workers.text(page.image(), zones.getOrDefault(page, List.of())));
    rows(
        table,
        "scanned PDF, three " + size,
        pages,
        page -> page(page.scan()),
        page -> workers.text(page.scan(), zones.getOrDefault(page, List.of())));
  }

  private static Box lastWord(TextRun line) {
    return Box.of(line.words().get(line.words().size() - 1));
  }

  Table digital(List<BenchPage> pages) throws InterruptedException {
    report.say("digital pages beside their scans");
    List<BenchPage> born = pages.stream().filter(page -> page.digital().isPresent()).toList();
    Table table =
        table("digital", "Born-digital pages by their own text beside recognition of their scans.");
    Way digital =
        new Way() {
          @Override
          public Response.Extracted ask(BenchPage page) {
            return page(page.digital().orElseThrow());
          }

          @Override
          public int repeats() {
            return DIGITAL_REPEATS;
          }
        };
    if (!born.isEmpty()) {
      rows(table, "page", born, page -> page(page.image()), digital);
    }
    return table;
  }

  private static Table table(String name, String caption) {
    return new Table(
        name,
        caption
            + " Engine: what the worker reports; CPU: all processes. Medians of a turn's pages.",
        new Column("document", "%s"),
        new Column("engine ms, whole page recognised", "%.0f"),
        new Column("engine ms", "%.1f"),
        new Column("CPU ms, whole page recognised", "%.0f"),
        new Column("CPU ms", "%.1f"),
        new Column("times quicker (CPU)", "%.1f"));
  }

  private void rows(Table table, String name, List<BenchPage> pages, Way whole, Way part)
      throws InterruptedException {
    pages.stream().limit(3).forEach(part::ask);
    List<Cost> wholes = new ArrayList<>();
    List<Cost> parts = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      for (int from = 0; from < pages.size(); from += TURN) {
        List<BenchPage> turn = pages.subList(from, Math.min(pages.size(), from + TURN));
        wholes.add(cost(turn, whole));
        parts.add(cost(turn, part));
      }
    }
    List<Double> gains = new ArrayList<>();
    for (int i = 0; i < wholes.size(); i++) {
      gains.add(wholes.get(i).cpuMillis() / parts.get(i).cpuMillis());
    }
    table.row(
        name,
        Numbers.median(wholes.stream().map(Cost::engineMillis).toList()),
        Numbers.median(parts.stream().map(Cost::engineMillis).toList()),
        Numbers.median(wholes.stream().map(Cost::cpuMillis).toList()),
        Numbers.median(parts.stream().map(Cost::cpuMillis).toList()),
        Numbers.median(gains.stream().filter(Double::isFinite).toList()));
  }

  /** Tried again when a worker was replaced meanwhile, whose time is then not known. */
  private Cost cost(List<BenchPage> pages, Way way) {
    while (true) {
      Map<Long, Double> before = workers.cpu();
      long engine = 0;
      for (int repeat = 0; repeat < way.repeats(); repeat++) {
        for (BenchPage page : pages) {
          engine += way.ask(page).engineMillis();
        }
      }
      double cpu = ProcessTimes.between(before, workers.cpu());
      if (!Double.isNaN(cpu)) {
        double asked = (double) pages.size() * way.repeats();
        return new Cost(engine / asked, cpu * 1000 / asked);
      }
    }
  }

  private Response.Extracted page(byte[] document) {
    return workers.text(document, List.of());
  }

  /** Lines near the top, the middle and the end; of pages that are not known, strips there. */
  static List<Region> zonesOf(BenchPage page, Function<TextRun, Box> part) {
    if (page.digital().isEmpty()) {
      return List.of(strip(0.15), strip(0.5), strip(0.8));
    }
    try (SourceDocument document = SourceDocument.open(page.digital().get(), Pages.LIMITS)) {
      PageText text = document.digitalText(1).orElseThrow();
      List<TextRun> lines = ReadingOrder.linesOf(text);
      return List.of(
          zone(part.apply(lines.get(lines.size() / 6)), text),
          zone(part.apply(lines.get(lines.size() / 2)), text),
          zone(part.apply(lines.get(lines.size() * 5 / 6)), text));
    }
  }

  private static Region strip(double top) {
    return new Region(1, 0.1, top, 0.5, top + 0.025);
  }

  private static Region zone(Box line, PageText page) {
    return new Region(
        1,
        Math.max(0, line.left() / page.width() - MARGIN),
        Math.max(0, line.top() / page.height() - MARGIN),
        Math.min(1, line.right() / page.width() + MARGIN),
        Math.min(1, line.bottom() / page.height() + MARGIN));
  }
}
