package dev.lethe.tools.evaluate;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonWriter;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Scores as a table and as JSON. Holds counts and names of fields, never a value. */
final class Report {

  private final Scores scores;

  Report(Scores scores) {
    this.scores = scores;
  }

  JsonObject json() {
    JsonObjectBuilder fields = Json.createObjectBuilder();
    scores.fields().forEach((name, tally) -> fields.add(name, json(tally)));
    JsonObjectBuilder failures = Json.createObjectBuilder();
    scores.failures().forEach(failures::add);
    JsonObjectBuilder report =
        Json.createObjectBuilder()
            .add("documents", scores.documents())
            .add("failed", scores.failed())
            .add("pages", scores.pages())
            .add("micro", json(scores.micro()))
            .add("fields", fields)
            .add("seconds_per_page", percentiles(scores.secondsPerPage()))
            .add("wall_seconds_per_page", percentiles(scores.wallSecondsPerPage()))
            .add("calibration", calibration())
            .add("expected_calibration_error", round(scores.calibration().expectedError()))
            .add("failures", failures);
    scores.characterErrorRate().ifPresent(rate -> report.add("character_error_rate", round(rate)));
    return report.build();
  }

  private static JsonObjectBuilder json(Tally tally) {
    return Json.createObjectBuilder()
        .add("expected", tally.expected())
        .add("found", tally.found())
        .add("correct", tally.correct())
        .add("unexpected", tally.unexpected())
        .add("precision", round(tally.precision()))
        .add("recall", round(tally.recall()))
        .add("f1", round(tally.f1()));
  }

  private static JsonObjectBuilder percentiles(List<Double> seconds) {
    return Json.createObjectBuilder()
        .add("p50", round(Scores.percentile(seconds, 0.5)))
        .add("p95", round(Scores.percentile(seconds, 0.95)));
  }

  private JsonArrayBuilder calibration() {
    JsonArrayBuilder bands = Json.createArrayBuilder();
    for (Calibration.Band band : scores.calibration().bands()) {
      bands.add(
          Json.createObjectBuilder()
              .add("from", band.from())
              .add("to", band.to())
              .add("values", band.values())
              .add("correct", band.correct())
              .add("accuracy", round(band.accuracy()))
              .add("mean_confidence", round(band.meanConfidence())));
    }
    return bands;
  }

  private static BigDecimal round(double value) {
    return BigDecimal.valueOf(value).setScale(4, RoundingMode.HALF_UP);
  }

  void writeJson(Path file) throws IOException {
    Map<String, Boolean> pretty = Map.of(JsonGenerator.PRETTY_PRINTING, true);
    try (Writer out = Files.newBufferedWriter(file);
        JsonWriter writer = Json.createWriterFactory(pretty).createWriter(out)) {
      writer.writeObject(json());
    }
  }

  void print(PrintStream out, boolean withMisses) {
    out.printf(
        "%-24s %8s %6s %8s %10s %7s %6s %10s%n",
        "field", "expected", "found", "correct", "precision", "recall", "F1", "unexpected");
    scores.fields().forEach((name, tally) -> row(out, name, tally));
    row(out, "all", scores.micro());
    scores
        .characterErrorRate()
        .ifPresent(rate -> out.printf(Locale.ROOT, "character error rate %.4f%n", rate));
    out.printf("%nconfidence        values  right%n");
    for (Calibration.Band band : scores.calibration().bands()) {
      out.printf(
          Locale.ROOT,
          "%.2f to %.2f %11d %6.1f%%%n",
          band.from(),
          band.to(),
          band.values(),
          100 * band.accuracy());
    }
    out.printf(
        Locale.ROOT,
        "%n%d documents, %d failed %s; seconds a page: p50 %.2f, p95 %.2f (%.2f, %.2f as the caller waits)%n",
        scores.documents(),
        scores.failed(),
        scores.failures(),
        Scores.percentile(scores.secondsPerPage(), 0.5),
        Scores.percentile(scores.secondsPerPage(), 0.95),
        Scores.percentile(scores.wallSecondsPerPage(), 0.5),
        Scores.percentile(scores.wallSecondsPerPage(), 0.95));
    if (withMisses) {
      scores.misses().forEach(m -> out.println(m.document() + "  " + m.field() + ": " + m.how()));
    }
  }

  private static void row(PrintStream out, String name, Tally tally) {
    out.printf(
        Locale.ROOT,
        "%-24s %8d %6d %8d %10.3f %7.3f %6.3f %10d%n",
        name,
        tally.expected(),
        tally.found(),
        tally.correct(),
        tally.precision(),
        tally.recall(),
        tally.f1(),
        tally.unexpected());
  }
}
