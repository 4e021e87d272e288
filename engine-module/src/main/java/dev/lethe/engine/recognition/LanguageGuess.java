package dev.lethe.engine.recognition;

import dev.lethe.engine.page.Word;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tells a page's language by its commonest words. Enough words survive recognition with a model of
 * another language, since these are short and mostly without accents.
 */
final class LanguageGuess {

  private static final String WORDS = "common-words.txt";

  /** Weight of different words that must speak for a language. */
  private static final double ENOUGH = 3;

  private static final double CLEARLY_MORE = 1.5;

  /** How much each word says for each language: 1 when it is of that language alone. */
  private static final Map<String, Map<String, Double>> WEIGHTS = load();

  private LanguageGuess() {}

  /** ISO 639-1 code of the language, if the words speak clearly for one. */
  static Optional<String> of(List<Word> words) {
    Set<String> seen = new HashSet<>();
    for (Word word : words) {
      String text = word.text().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}]", "");
      if (!text.isEmpty()) {
        seen.add(text);
      }
    }
    Map<String, Double> votes = new HashMap<>();
    for (String text : seen) {
      WEIGHTS.getOrDefault(text, Map.of()).forEach((code, w) -> votes.merge(code, w, Double::sum));
    }
    return clearest(votes);
  }

  private static Optional<String> clearest(Map<String, Double> votes) {
    List<Map.Entry<String, Double>> ranked =
        votes.entrySet().stream()
            .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
            .toList();
    if (ranked.isEmpty() || ranked.get(0).getValue() < ENOUGH) {
      return Optional.empty();
    }
    double second = ranked.size() > 1 ? ranked.get(1).getValue() : 0;
    return ranked.get(0).getValue() >= CLEARLY_MORE * second
        ? Optional.of(ranked.get(0).getKey())
        : Optional.empty();
  }

  private static Map<String, Map<String, Double>> load() {
    Map<String, Set<String>> languages = new HashMap<>();
    lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(
            line -> {
              String[] words = line.split(" ", -1);
              for (int i = 1; i < words.length; i++) {
                languages.computeIfAbsent(words[i], w -> new HashSet<>()).add(words[0]);
              }
            });
    Map<String, Map<String, Double>> weights = new HashMap<>();
    languages.forEach(
        (word, codes) -> {
          Map<String, Double> each = new HashMap<>();
          codes.forEach(code -> each.put(code, 1.0 / (codes.size() * codes.size())));
          weights.put(word, each);
        });
    return weights;
  }

  private static Stream<String> lines() {
    try (InputStream in = Objects.requireNonNull(LanguageGuess.class.getResourceAsStream(WORDS));
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader.lines().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
