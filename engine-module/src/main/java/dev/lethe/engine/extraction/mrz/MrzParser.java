package dev.lethe.engine.extraction.mrz;

import dev.lethe.engine.extraction.mrz.MrzFormat.Check;
import dev.lethe.engine.extraction.mrz.MrzFormat.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a zone of what was read of its lines. Several readings of a line may be given; the check
 * digits judge between them.
 */
public final class MrzParser {

  private static final int KEPT = 6;

  private MrzParser() {}

  /**
   * The zone that agrees best with the readings.
   *
   * @param readings for each line from top to bottom all that was read of it
   * @return empty when the lines are no zone of any format
   */
  public static Optional<MrzZone> parse(List<List<String>> readings) {
    List<Scored> zones = new ArrayList<>();
    for (MrzFormat format : MrzFormat.values()) {
      for (int first = 0; first + format.lineCount() <= readings.size(); first++) {
        best(format, readings.subList(first, first + format.lineCount())).ifPresent(zones::add);
      }
    }
    return zones.stream().max(Comparator.comparingDouble(Scored::score)).map(Scored::zone);
  }

  private record Scored(MrzZone zone, double score) {}

  private record Line(String text, double agreement) {}

  private static Optional<Scored> best(MrzFormat format, List<List<String>> readings) {
    List<List<Line>> lines = new ArrayList<>();
    for (int i = 0; i < format.lineCount(); i++) {
      List<Line> fitted = candidates(format, i, readings.get(i));
      if (fitted.isEmpty()) {
        return Optional.empty();
      }
      lines.add(fitted);
    }
    return combinations(lines).stream()
        .map(combination -> scored(format, combination))
        .filter(s -> s.score() > 0)
        .max(Comparator.comparingDouble(Scored::score))
        .map(s -> new Scored(judged(s.zone()), s.score()));
  }

  private static List<Line> candidates(MrzFormat format, int index, List<String> readings) {
    String template = format.template(index);
    List<Line> candidates = new ArrayList<>();
    for (String line : cleaned(readings, template)) {
      double strayed = Math.abs(line.length() - template.length());
      if (strayed > template.length() * 0.34) {
        continue;
      }
      for (String fitted : LineFitter.fits(line, template)) {
        double checks = localChecks(format, index, fitted);
        double agreement = LineFitter.agreement(fitted, template) - strayed * 0.025;
        candidates.add(new Line(fitted, agreement + checks));
      }
    }
    candidates.sort(Comparator.comparingDouble(Line::agreement).reversed());
    return candidates.stream().distinct().limit(KEPT).toList();
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
  private static Scored scored(MrzFormat format, List<Line> lines) {
    MrzZone zone = new MrzZone(format, lines.stream().map(Line::text).toList());
    char type = zone.lines().get(0).charAt(0);
    boolean visa = type == 'V';
    boolean begins =
        format.isVisa() ? visa : format == MrzFormat.TD3 ? type == 'P' : "IACP".indexOf(type) >= 0;
    long passed = zone.checks().values().stream().filter(b -> b).count();
    double agreement = lines.stream().mapToDouble(Line::agreement).average().orElse(0);
    if (!begins || passed < 2 || !isPlausible(zone)) {
      return new Scored(zone, 0);
    }
    double countries =
        (Countries.exists(zone.issuingCountry()) ? 0.15 : 0)
            + (Countries.exists(zone.nationality()) ? 0.25 : 0);
    return new Scored(zone, agreement + countries + 2.0 * passed / format.checks().size());
  }

  /** A zone names someone and tells when the document expires. */
  private static boolean isPlausible(MrzZone zone) {
    return zone.surname().length() > 1
        && zone.dateOfExpiry().isPresent()
        && zone.surname().chars().filter(Character::isLetter).count() > 1;
  }

  /** Exchanges look-alikes in the document number where its check digit asks for it. */
  private static MrzZone judged(MrzZone zone) {
    int line = zone.format() == MrzFormat.TD1 ? 0 : 1;
    int from = zone.format() == MrzFormat.TD1 ? 5 : 0;
    Check check = zone.format().checks().get(0);
    MrzZone best = zone;
    double bestRank = rank(zone, zone, line, from);
    for (String variant : LineFitter.variants(zone.lines().get(line), from, from + 9)) {
      MrzZone other = zone.with(line, variant);
      double rank = rank(other, zone, line, from);
      if (rank > bestRank && other.passes(check)) {
        best = other;
        bestRank = rank;
      }
    }
    return best;
  }

  /** Checks count most, then the shape of the number, then how little was exchanged. */
  private static double rank(MrzZone zone, MrzZone read, int line, int from) {
    String number = zone.lines().get(line).substring(from, from + 9);
    String before = read.lines().get(line).substring(from, from + 9);
    int exchanged = 0;
    for (int i = 0; i < 9; i++) {
      exchanged += number.charAt(i) == before.charAt(i) ? 0 : 1;
    }
    return 10 * passed(zone) - 0.1 * disorder(number) - 0.05 * exchanged;
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
