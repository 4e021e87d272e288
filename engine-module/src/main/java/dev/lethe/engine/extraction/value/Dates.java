package dev.lethe.engine.extraction.value;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Calendar dates in the ways in which Europe and America write them. */
public final class Dates {

  /** How a date of three numbers is meant when it can be read in two ways. */
  public enum Order {
    DAY_FIRST,
    MONTH_FIRST
  }

  private static final Map<String, Integer> MONTHS = months();
  private static final String NAME = "(?<name>\\p{L}{3,10})";
  private static final String DAY = "(?<day>0?[1-9]|[12]\\d|3[01])";
  private static final String YEAR = "(?<year>(?:19|20)\\d{2}|['’]?\\d{2})";

  private static final Pattern ISO =
      Pattern.compile(
          "(?<![\\d.,/-])(?<year>(?:19|20)\\d{2})(?<sep>\\s?[-/.]\\s?)(?<month>0?[1-9]|1[0-2])\\k<sep>"
              + DAY
              + "(?![\\d]|[./-]\\d)");
  private static final Pattern NUMERIC =
      Pattern.compile(
          "(?<![\\d.,/-])(?<a>\\d{1,2})(?<sep>\\s?[-/.]\\s?)(?<b>\\d{1,2})\\s?[-/.]\\s?"
              + "(?<year>(?:19|20)\\d{2}|\\d{2})(?![\\d%]|[.,/-]\\d)");
  private static final Pattern DAY_NAME =
      Pattern.compile(
          "(?<![\\d])"
              + DAY
              + "(?:st|nd|rd|th|er|º|ª|\\.)?(?:\\s|-|/|\\.|,)*(?:(?:de|of|di)\\s+)?"
              + NAME
              + "\\.?(?:\\s|-|/|,|\\.)*(?:(?:de|del)\\s+)?"
              + YEAR
              + "(?![\\d]|[.,:]\\d)");
  private static final Pattern NAME_DAY =
      Pattern.compile(
          NAME
              + "\\.?\\s*"
              + DAY
              + "(?:st|nd|rd|th)?\\s*(?:,|\\s|-|/)\\s*"
              + YEAR
              + "(?![\\d]|[.,:]\\d)");
  private static final Pattern COMPACT =
      Pattern.compile(
          "(?<!\\d)(?<year>20\\d{2})(?<month>0[1-9]|1[0-2])(?<day>[0-2]\\d|3[01])(?!\\d)");

  private Dates() {}

  /** All dates of a line, best reading of each, from left to right. */
  public static List<Found> in(String line, Order order) {
    List<Found> found = new ArrayList<>();
    collect(ISO.matcher(line), found, Dates::fromNumbers, 1);
    collect(NUMERIC.matcher(line), found, m -> fromTwoNumbers(m, order), 0.95);
    collect(DAY_NAME.matcher(line), found, Dates::fromName, 1);
    collect(NAME_DAY.matcher(line), found, Dates::fromName, 1);
    collect(COMPACT.matcher(line), found, Dates::fromNumbers, 0.45);
    found.sort((a, b) -> Integer.compare(a.start(), b.start()));
    return found;
  }

  /** The order that the numeric dates of a document prove, if any of them does. */
  public static Optional<Order> provenOrder(Iterable<String> lines) {
    int dayFirst = 0;
    int monthFirst = 0;
    for (String line : lines) {
      Matcher matcher = NUMERIC.matcher(line);
      while (matcher.find()) {
        int a = Integer.parseInt(matcher.group("a"));
        int b = Integer.parseInt(matcher.group("b"));
        dayFirst += a > 12 && a <= 31 && b >= 1 && b <= 12 ? 1 : 0;
        monthFirst += b > 12 && b <= 31 && a >= 1 && a <= 12 ? 1 : 0;
      }
    }
    if (dayFirst == monthFirst) {
      return Optional.empty();
    }
    return Optional.of(dayFirst > monthFirst ? Order.DAY_FIRST : Order.MONTH_FIRST);
  }

  private interface Reading {
    @Nullable LocalDate read(Matcher matcher);
  }

  private static void collect(Matcher matcher, List<Found> found, Reading reading, double quality) {
    while (matcher.find()) {
      LocalDate date = reading.read(matcher);
      if (date != null && plausible(date) && free(matcher, found)) {
        found.add(new Found(matcher.start(), matcher.end(), date.toString(), quality));
      }
    }
  }

  private static boolean plausible(LocalDate date) {
    return date.getYear() >= 1900 && date.getYear() <= 2099;
  }

  private static boolean free(Matcher matcher, List<Found> found) {
    return found.stream().noneMatch(f -> f.start() < matcher.end() && matcher.start() < f.end());
  }

  private static @Nullable LocalDate fromNumbers(Matcher m) {
    return date(
        year(m.group("year")),
        Integer.parseInt(m.group("month")),
        Integer.parseInt(m.group("day")));
  }

  private static @Nullable LocalDate fromTwoNumbers(Matcher m, Order order) {
    int a = Integer.parseInt(m.group("a"));
    int b = Integer.parseInt(m.group("b"));
    int year = year(m.group("year"));
    // Germans and Swiss set points between day, month and year and never mean the month first
    boolean points = m.group("sep").contains(".");
    boolean dayFirst = order == Order.DAY_FIRST || points;
    LocalDate first = dayFirst ? date(year, b, a) : date(year, a, b);
    return first != null ? first : dayFirst ? date(year, a, b) : date(year, b, a);
  }

  private static @Nullable LocalDate fromName(Matcher m) {
    Integer month = MONTHS.get(fold(m.group("name")));
    return month == null
        ? null
        : date(year(m.group("year")), month, Integer.parseInt(m.group("day")));
  }

  private static int year(String digits) {
    String plain = digits.replaceAll("['’]", "");
    int year = Integer.parseInt(plain);
    return plain.length() > 2 ? year : year < 70 ? 2000 + year : 1900 + year;
  }

  private static @Nullable LocalDate date(int year, int month, int day) {
    try {
      return LocalDate.of(year, month, day);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static String fold(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFD)
        .replaceAll("\\p{M}", "")
        .toLowerCase(Locale.ROOT);
  }

  private static Map<String, Integer> months() {
    String[] names = {
      "january jan januar janner janvier janv enero ene gennaio gen januari janeiro",
      "february feb februar fevrier fevr fev febrero febbraio februari fevereiro",
      "march mar marz maerz mrz mars marzo maart mrt marco",
      "april apr avril avr abril abr aprile",
      "may mai mayo maggio mag mei maio",
      "june jun juni juin junio giugno giu junho",
      "july jul juli juillet juil julio luglio lug julho",
      "august aug aout agosto ago augustus",
      "september sep sept septembre septiembre settembre set setembro",
      "october oct oktober okt octobre octubre ottobre ott outubro out",
      "november nov novembre noviembre novembro",
      "december dec dezember dez decembre diciembre dic dicembre dezembro"
    };
    Map<String, Integer> months = new HashMap<>();
    for (int i = 0; i < names.length; i++) {
      for (String name : names[i].split(" ")) {
        months.put(name, i + 1);
      }
    }
    return Map.copyOf(months);
  }
}
