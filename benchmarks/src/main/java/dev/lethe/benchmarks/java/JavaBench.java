package dev.lethe.benchmarks.java;

import dev.lethe.benchmarks.Options;
import dev.lethe.benchmarks.Report;
import dev.lethe.benchmarks.Table;
import dev.lethe.benchmarks.Table.Column;
import java.util.Comparator;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** {@code ./lethe bench java}: JMH over the hot parts that are Java alone. */
public final class JavaBench {

  private JavaBench() {}

  public static void run(Options options, Report report) throws RunnerException {
    ChainedOptionsBuilder jmh = new OptionsBuilder().verbosity(VerboseMode.SILENT);
    List<Class<?>> all = List.of(WorkerParts.class, ServerParts.class);
    for (Class<?> part : all) {
      if (options.only().isEmpty()) {
        jmh.include(part.getName());
      }
    }
    options.only().forEach(name -> jmh.include("\\." + name + "$"));
    report.say("about ten seconds for each part");
    Table table =
        new Table(
            "java",
            "JMH, one fork, five iterations of a second after three to warm up. Pages are A4 at 300"
                + " dpi; WorkerParts with the worker's options (client compiler, serial collector).",
            new Column("part", "%s"),
            new Column("ms", "%.3f"),
            new Column("± (99.9%)", "%.3f"));
    new Runner(jmh.build())
        .run().stream()
            .sorted(Comparator.comparing((RunResult result) -> result.getParams().getBenchmark()))
            .forEach(result -> row(table, result));
    report.add(table);
  }

  private static void row(Table table, RunResult result) {
    String name = result.getParams().getBenchmark();
    table.row(
        name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1),
        result.getPrimaryResult().getScore(),
        result.getPrimaryResult().getScoreError());
  }
}
