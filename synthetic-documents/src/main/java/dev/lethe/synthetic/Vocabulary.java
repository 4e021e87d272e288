package dev.lethe.synthetic;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words of one market from {@code variety.txt}. Some hold places to fill: {@code {n}} and {@code
 * {s}} a number, {@code {d}} a digit, {@code {A}} a letter, {@code {ST}} an American state, {@code
 * {town}} or {@code {TOWN}} a town.
 */
final class Vocabulary {

  private static final Pattern PLACE = Pattern.compile("\\{(n|s|d+|A+|ST|town|TOWN|state)\\}");
  private static final List<String> STATES =
      List.of("OH", "TX", "CA", "NY", "WA", "IL", "MN", "GA", "CO", "OR");
  private static final Map<String, Vocabulary> ALL = load();

  private final Map<String, List<String>> forms = new HashMap<>();

  private Vocabulary() {}

  static Vocabulary of(String market) {
    return Objects.requireNonNull(ALL.get(market), market);
  }

  private static Map<String, Vocabulary> load() {
    Map<String, Vocabulary> all = new HashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(Vocabulary.class.getResourceAsStream("variety.txt")),
                StandardCharsets.UTF_8))) {
      Vocabulary current = new Vocabulary();
      for (String line : lines.lines().map(String::strip).toList()) {
        if (line.startsWith("[")) {
          current = new Vocabulary();
          all.put(line.substring(1, line.length() - 1), current);
        } else if (!line.isEmpty() && !line.startsWith("//")) {
          current.add(line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.copyOf(all);
  }

  private void add(String line) {
    int colon = line.indexOf(':');
    forms.put(
        line.substring(0, colon),
        Arrays.stream(line.substring(colon + 1).split("\\|")).map(String::strip).toList());
  }

  /** All forms of a word. */
  List<String> all(String key) {
    return Objects.requireNonNull(forms.get(key), key);
  }

  /** One form of a word, its places filled. */
  String pick(Invention invent, String key) {
    return filled(invent, invent.pick(all(key)));
  }

  private String filled(Invention invent, String form) {
    Matcher places = PLACE.matcher(form);
    StringBuilder text = new StringBuilder();
    while (places.find()) {
      places.appendReplacement(text, Matcher.quoteReplacement(value(invent, places.group(1))));
    }
    return places.appendTail(text).toString();
  }

  private String value(Invention invent, String place) {
    return switch (place) {
      case "n" -> String.valueOf(invent.between(1, 240));
      case "s" -> String.valueOf(invent.between(1, 30));
      case "ST" -> invent.pick(STATES);
      case "town", "state" -> invent.pick(all(place));
      case "TOWN" -> invent.pick(all("town")).toUpperCase(Locale.ROOT);
      default -> place.startsWith("A") ? invent.letters(place.length()) : digits(invent, place);
    };
  }

  private static String digits(Invention invent, String place) {
    return place.length() > 3 ? invent.number(place.length()) : invent.digits(place.length());
  }
}
