package dev.lethe.tools.evaluate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds up readings. */
final class Scores {

  private final Map<String, Tally> fields = new TreeMap<>();
  private final Map<String, Integer> failures = new TreeMap<>();
  private final Calibration calibration = new Calibration();
  private final List<Double> engineSeconds = new ArrayList<>();
  private final List<Double> wallSeconds = new ArrayList<>();
  private final List<Miss> misses = new ArrayList<>();
  private int documents;
  private int failed;
  private int pages;
  private int characterErrors;
  private int characters;

  /** A field that was not read right; never holds a value. */
  record Miss(String document, String field, String how) {}

  /**
   * @param asked the fields that the service was asked for
   */
  void add(ManifestEntry entry, Set<String> asked, Reading reading) {
    documents++;
    if (reading.failure().isPresent()) {
      failed++;
      failures.merge(reading.failure().get(), 1, Integer::sum);
    } else {
      time(reading);
    }
    Set<String> all = new LinkedHashSet<>(asked);
    all.addAll(entry.fields().keySet());
    all.forEach(field -> add(entry, field, reading.fields().get(field)));
  }

  private void time(Reading reading) {
    pages += reading.pages();
    wallSeconds.add(reading.wallSeconds() / reading.pages());
    reading.engineSeconds().ifPresent(seconds -> engineSeconds.add(seconds / reading.pages()));
  }

  private void add(ManifestEntry entry, String field, Reading.@Nullable Found found) {
    List<String> expected = entry.fields().get(field);
    if (expected == null) {
      fields.merge(field, new Tally(0, 0, 0, found == null ? 0 : 1), Tally::plus);
      return;
    }
    boolean right = found != null && Matching.of(field).matchesAny(expected, found.value());
    Tally one = new Tally(expected.isEmpty() ? 0 : 1, found == null ? 0 : 1, right ? 1 : 0, 0);
    fields.merge(field, one, Tally::plus);
    if (found != null) {
      calibration.add(found.confidence(), right);
    }
    if (Matching.of(field) == Matching.TEXT && !expected.isEmpty()) {
      addCharacters(expected.get(0), found == null ? "" : found.value());
    }
    if (!right && (found != null || !expected.isEmpty())) {
      String how =
          found == null ? "not found" : expected.isEmpty() ? "not on the page" : "other value";
      misses.add(new Miss(entry.name(), field, how));
    }
  }

  private void addCharacters(String expected, String found) {
    CharacterErrors errors = CharacterErrors.between(expected, found);
    characterErrors += errors.errors();
    characters += errors.characters();
  }

  int documents() {
    return documents;
  }

  int failed() {
    return failed;
  }

  int pages() {
    return pages;
  }

  Map<String, Integer> failures() {
    return Collections.unmodifiableMap(failures);
  }

  Map<String, Tally> fields() {
    return Collections.unmodifiableMap(fields);
  }

  List<Miss> misses() {
    return Collections.unmodifiableList(misses);
  }

  Calibration calibration() {
    return calibration;
  }

  /** All fields together. */
  Tally micro() {
    return fields.values().stream().reduce(Tally.NONE, Tally::plus);
  }

  /** Wrong characters among those of all texts; empty when no text was asked for. */
  Optional<Double> characterErrorRate() {
    return characters == 0 ? Optional.empty() : Optional.of((double) characterErrors / characters);
  }

  /** Seconds a page that the engine spent; those of the caller's clock where it does not tell. */
  List<Double> secondsPerPage() {
    return engineSeconds.isEmpty() ? wallSecondsPerPage() : sorted(engineSeconds);
  }

  List<Double> wallSecondsPerPage() {
    return sorted(wallSeconds);
  }

  private static List<Double> sorted(List<Double> values) {
    return values.stream().sorted().toList();
  }

  /** The smallest value that at least this share of the sorted values does not exceed. */
  static double percentile(List<Double> sorted, double share) {
    if (sorted.isEmpty()) {
      return 0;
    }
    int rank = (int) Math.ceil(share * sorted.size());
    return sorted.get(Math.max(0, rank - 1));
  }
}
