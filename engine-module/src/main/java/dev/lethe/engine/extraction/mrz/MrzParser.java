package dev.lethe.engine.extraction.mrz;

import dev.lethe.engine.extraction.mrz.MrzFormat.Check;
import dev.lethe.engine.extraction.mrz.MrzFormat.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Makes a zone of what was read of its lines. Several readings of a line may be given; the check
 * digits judge between them.
 */
public final class MrzParser {

  private static final int KEPT = 6;

  /** Combinations of lines of which look-alikes are exchanged. */
  private static final int JUDGED = 8;

  /** What each character too many or too few costs. */
  private static final double STRAYED = 0.05;

  /** Weight of a document number that the document prints elsewhere as well. */
  private static final double SHOWN = 0.3;

  private MrzParser() {}

  /**
   * The zone that agrees best with the readings.
   *
   * @param readings for each line from top to bottom all that was read of it
   * @return empty when the lines are no zone of any format
   */
  public static Optional<MrzZone> parse(List<List<String>> readings) {
    return parse(readings, number -> false);
  }

  /**
   * As {@link #parse(List)}; {@code printed} tells whether the document shows a number elsewhere.
   */
  static Optional<MrzZone> parse(List<List<String>> readings, Predicate<String> printed) {
    List<Scored> zones = new ArrayList<>();
    for (MrzFormat format : MrzFormat.values()) {
      for (int first = 0; first + format.lineCount() <= readings.size(); first++) {
        best(format, readings.subList(first, first + format.lineCount()), printed)
            .ifPresent(zones::add);
      }
    }
    return zones.stream().max(Comparator.comparingDouble(Scored::score)).map(Scored::zone);
  }

  private record Scored(MrzZone zone, double score) {}

  private record Line(String text, double agreement) {}

  private static Optional<Scored> best(
      MrzFormat format, List<List<String>> readings, Predicate<String> printed) {
    List<List<Line>> lines = new ArrayList<>();
    for (int i = 0; i < format.lineCount(); i++) {
      List<Line> fitted = candidates(format, i, readings.get(i));
      if (fitted.isEmpty()) {
        return Optional.empty();
      }
      lines.add(fitted);
    }
    return combinations(lines).stream()
        .map(combination -> scored(format, combination, printed))
        .filter(s -> s.score() > 0)
        .sorted(Comparator.comparingDouble(Scored::score).reversed())
        .limit(JUDGED)
        .map(s -> rejudged(s, printed))
        .max(Comparator.comparingDouble(Scored::score));
  }

  /** What exchanging look-alikes gained counts when readings and formats are compared. */
  private static Scored rejudged(Scored read, Predicate<String> printed) {
    MrzZone zone = judged(read.zone(), printed);
    double gained = passed(zone) - (double) passed(read.zone());
    boolean shown =
        printed.test(zone.documentNumber()) && !printed.test(read.zone().documentNumber());
    double score =
        read.score()
            + 2 * gained / zone.format().checks().size()
            + (shown ? SHOWN : 0)
            - 0.06 * exchanged(zone, read.zone());
    return new Scored(zone, score);
  }

  private static int exchanged(MrzZone a, MrzZone b) {
    int exchanged = 0;
    for (int line = 0; line < a.lines().size(); line++) {
      for (int i = 0; i < a.lines().get(line).length(); i++) {
        exchanged += a.lines().get(line).charAt(i) == b.lines().get(line).charAt(i) ? 0 : 1;
      }
    }
    return exchanged;
  }

  private static List<Line> candidates(MrzFormat format, int index, List<String> readings) {
    String template = format.template(index);
    List<Line> candidates = new ArrayList<>();
    for (String line : cleaned(readings, template)) {
      double strayed = strayed(line, template.length());
      if (strayed > template.length() * 0.34) {
        continue;
      }
      for (String fitted : LineFitter.fits(line, template)) {
        double checks = localChecks(format, index, fitted);
        double agreement = LineFitter.agreement(fitted, template) - strayed * STRAYED;
        candidates.add(new Line(fitted, agreement + checks));
      }
    }
    candidates.sort(Comparator.comparingDouble(Line::agreement).reversed());
    return candidates.stream().distinct().limit(KEPT).toList();
  }

  /** Fillers get lost; characters that are too many speak against the format. */
  private static double strayed(String line, int length) {
    int surplus = line.length() - length;
    int real = surplus - fillers(line);
    return surplus <= 2 ? Math.abs(surplus) : surplus + 3.0 * Math.max(0, real);
  }

  private static int fillers(String line) {
    return (int) line.chars().filter(c -> c == '<').count();
  }

  /** Each reading, and again with what looks like fillers at the end of the line made fillers. */
  private static Set<String> cleaned(List<String> readings, String template) {
    Set<String> lines = new LinkedHashSet<>();
    boolean names = template.indexOf('N') < 0 && template.indexOf('X') < 0;
    for (String reading : readings) {
      String line = LineFitter.clean(reading);
      if (!names) {
        lines.add(LineFitter.withFilledTail(line));
      }
      lines.add(line);
    }
    return lines;
  }

  /** Weight of the check digits that concern this line alone. */
  private static double localChecks(MrzFormat format, int index, String line) {
    double sum = 0;
    for (Check check : format.checks()) {
      boolean local = check.covers().stream().allMatch(p -> p.line() == index);
      if (local && check.line() == index) {
        StringBuilder covered = new StringBuilder();
        for (Part part : check.covers()) {
          covered.append(line, part.from(), part.to());
        }
        sum += CheckDigit.fits(covered.toString(), line.charAt(check.position())) ? 0.5 : 0;
      }
    }
    return sum;
  }

  private static List<List<Line>> combinations(List<List<Line>> lines) {
    List<List<Line>> combinations = List.of(List.of());
    for (List<Line> choices : lines) {
      List<List<Line>> longer = new ArrayList<>();
      for (List<Line> begun : combinations) {
        for (Line choice : choices) {
          List<Line> next = new ArrayList<>(begun);
          next.add(choice);
          longer.add(next);
        }
      }
      combinations = longer;
    }
    return combinations;
  }

  /** Nothing scores that does not begin like a zone or that too few check digits support. */
  private static Scored scored(MrzFormat format, List<Line> lines, Predicate<String> printed) {
    MrzZone zone = new MrzZone(format, lines.stream().map(Line::text).toList());
    char type = zone.lines().get(0).charAt(0);
    boolean begins = Character.isLetter(type) && format.isVisa() == (type == 'V');
    long passed = zone.checks().values().stream().filter(b -> b).count();
    double agreement = lines.stream().mapToDouble(Line::agreement).average().orElse(0);
    if (!begins || passed < 2 || !isPlausible(zone)) {
      return new Scored(zone, 0);
    }
    double countries =
        (Countries.exists(zone.issuingCountry()) ? 0.15 : 0)
            + (Countries.exists(zone.nationality()) ? 0.25 : 0);
    double shown = printed.test(zone.documentNumber()) ? SHOWN : 0;
    double usual = usualTypes(format).indexOf(type) >= 0 ? 0.3 : 0;
    double score = agreement + countries + shown + usual + 2.0 * passed / format.checks().size();
    return new Scored(zone, score);
  }

  /** First letters that most states use; a few take others for permits and service passports. */
  private static String usualTypes(MrzFormat format) {
    return format.isVisa() ? "V" : format == MrzFormat.TD3 ? "P" : "IACP";
  }

  /** A zone names someone and tells when the document expires. */
  private static boolean isPlausible(MrzZone zone) {
    return zone.surname().length() > 1
        && zone.dateOfExpiry().isPresent()
        && zone.surname().chars().filter(Character::isLetter).count() > 1;
  }

  /**
   * Exchanges look-alikes in the document number, and in a passport's personal number, where the
   * check digits ask for it or the document prints the number so.
   */
  private static MrzZone judged(MrzZone zone, Predicate<String> printed) {
    List<Check> checks = zone.format().checks();
    MrzZone judged = judged(zone, checks.get(0), printed);
    return zone.format() == MrzFormat.TD3 ? judged(judged, checks.get(3), printed) : judged;
  }

  private static MrzZone judged(MrzZone zone, Check check, Predicate<String> printed) {
    Part field = check.covers().get(0);
    String read = field.of(zone);
    MrzZone best = zone;
    double bestRank = rank(zone, check, read, printed);
    for (String variant :
        LineFitter.variants(zone.lines().get(field.line()), field.from(), field.to())) {
      MrzZone other = zone.with(field.line(), variant);
      double rank = rank(other, check, read, printed);
      if (rank > bestRank && other.passes(check)) {
        best = other;
        bestRank = rank;
      }
    }
    return best;
  }

  /**
   * The field's own check counts most, then the print, then how little was exchanged, then the
   * shape of the number. Another check digit may have been misread itself.
   */
  private static double rank(MrzZone zone, Check check, String read, Predicate<String> printed) {
    Part field = check.covers().get(0);
    String number = field.of(zone);
    double exchanged = 0;
    for (int i = 0; i < number.length(); i++) {
      exchanged += cost(number.charAt(i), read.charAt(i));
    }
    boolean inPrint = printed.test(number.replace("<", ""));
    double checks = (zone.passes(check) ? 10 : 0) + 0.4 * passed(zone);
    return checks + (inPrint ? 3 : 0) - exchanged - 0.04 * disorder(number);
  }

  /** Nothing tells a zero from the letter in OCR-B but its width. */
  private static double cost(char exchanged, char read) {
    boolean round = "0O".indexOf(exchanged) >= 0 && "0O".indexOf(read) >= 0;
    return exchanged == read ? 0 : round ? 0.15 : 0.5;
  }

  private static long passed(MrzZone zone) {
    return zone.checks().values().stream().filter(b -> b).count();
  }

  /** Numbers are made of few runs of letters and digits, and of few letters. */
  private static int disorder(String number) {
    int disorder = 0;
    for (int i = 0; i < number.length(); i++) {
      boolean letter = Character.isLetter(number.charAt(i));
      boolean before = i > 0 && Character.isLetter(number.charAt(i - 1));
      disorder += (letter ? 1 : 0) + (i > 0 && letter != before ? 3 : 0);
    }
    return disorder;
  }
}
