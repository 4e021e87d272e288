package dev.lethe.engine.extraction.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Value added tax numbers of Europe by their country's form, and other tax numbers by label. */
public final class TaxNumbers {

  private static final Map<String, String> FORMS =
      Map.ofEntries(
          Map.entry("AT", "U\\d{8}"),
          Map.entry("BE", "[01]?\\d{9}"),
          Map.entry("BG", "\\d{9,10}"),
          Map.entry("CHE", "\\d{9}(?:MWST|TVA|IVA)?"),
          Map.entry("CY", "\\d{8}[A-Z]"),
          Map.entry("CZ", "\\d{8,10}"),
          Map.entry("DE", "\\d{9}"),
          Map.entry("DK", "\\d{8}"),
          Map.entry("EE", "\\d{9}"),
          Map.entry("EL", "\\d{9}"),
          Map.entry("ES", "[A-Z0-9]\\d{7}[A-Z0-9]"),
          Map.entry("FI", "\\d{8}"),
          Map.entry("FR", "[A-Z0-9]{2}\\d{9}"),
          Map.entry("GB", "\\d{9}(?:\\d{3})?"),
          Map.entry("HR", "\\d{11}"),
          Map.entry("HU", "\\d{8}"),
          Map.entry("IE", "\\d[A-Z0-9]\\d{5}[A-Z]{1,2}"),
          Map.entry("IT", "\\d{11}"),
          Map.entry("LT", "\\d{9}(?:\\d{3})?"),
          Map.entry("LU", "\\d{8}"),
          Map.entry("LV", "\\d{11}"),
          Map.entry("MT", "\\d{8}"),
          Map.entry("NL", "\\d{9}B\\d{2}"),
          Map.entry("PL", "\\d{10}"),
          Map.entry("PT", "\\d{9}"),
          Map.entry("RO", "\\d{2,10}"),
          Map.entry("SE", "\\d{12}"),
          Map.entry("SI", "\\d{8}"),
          Map.entry("SK", "\\d{10}"));

  private static final Pattern PREFIXED =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}])(?:CHE|[A-Z]{2})[\\s-]?[A-Z0-9](?:[\\s.-]?[A-Z0-9]){6,13}(?![\\p{L}\\p{N}])");
  private static final Pattern ANY =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}])[A-Z]{0,3}\\s?\\d(?:[\\s./-]?[A-Z0-9]){6,16}(?![\\p{L}\\p{N}])");

  private TaxNumbers() {}

  /** Numbers that have the form of their country. */
  public static List<Found> vatIn(String line) {
    List<Found> found = new ArrayList<>();
    Matcher matcher = PREFIXED.matcher(line);
    int from = 0;
    while (matcher.find(from)) {
      Optional<Found> number = longestForm(line, matcher.start(), matcher.end());
      number.ifPresent(found::add);
      from = number.map(Found::end).orElse(matcher.start() + 1);
    }
    return found;
  }

  /** What a label may make a tax number: mostly digits, at least seven of them. */
  public static List<Found> labelledIn(String line) {
    List<Found> found = new ArrayList<>(vatIn(line));
    Matcher matcher = ANY.matcher(line);
    while (matcher.find()) {
      int start = matcher.start() + foreignPrefix(matcher.group());
      int end = matcher.end();
      String value = compact(line.substring(start, end));
      boolean taken = found.stream().anyMatch(f -> f.start() < end && start < f.end());
      if (!taken && value.chars().filter(Character::isDigit).count() >= 7) {
        boolean prefixed = value.matches("[A-Z]{2}\\d{6,13}");
        found.add(new Found(start, end, value, prefixed ? 0.7 : 0.5));
      }
    }
    return found;
  }

  /** Letters before the number that name no country belong to its label, as in {@code EIN 12}. */
  private static int foreignPrefix(String text) {
    int digit = 0;
    while (!Character.isDigit(text.charAt(digit))) {
      digit++;
    }
    String letters = text.substring(0, digit).strip();
    boolean country = FORMS.containsKey(letters) || letters.equals("ATU");
    boolean first = letters.length() == 1 && digit == 1;
    return country || first ? 0 : digit;
  }

  public static boolean hasCountryForm(String value) {
    String country =
        value.startsWith("CHE") ? "CHE" : value.substring(0, Math.min(2, value.length()));
    String form = FORMS.get(country);
    return form != null && value.substring(country.length()).matches(form);
  }

  private static Optional<Found> longestForm(String line, int start, int end) {
    for (int stop = end; stop - start >= 8; stop--) {
      boolean wordEnds = stop == line.length() || !Character.isLetterOrDigit(line.charAt(stop));
      if (wordEnds && hasCountryForm(compact(line.substring(start, stop)))) {
        String number = compact(line.substring(start, stop)).replaceFirst("(?:MWST|TVA|IVA)$", "");
        return Optional.of(new Found(start, stop, number, 1));
      }
    }
    return Optional.empty();
  }

  private static String compact(String text) {
    return text.replaceAll("[^\\p{L}\\p{N}]", "").toUpperCase(Locale.ROOT);
  }
}
