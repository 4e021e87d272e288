package dev.lethe.engine.extraction.mrz;

import dev.lethe.engine.extraction.mrz.MrzFormat.Check;
import dev.lethe.engine.extraction.mrz.MrzFormat.Part;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A zone of known format, each line of its full length. Never prints its text. */
public final class MrzZone {

  private final MrzFormat format;
  private final List<String> lines;

  /** The same zone with another name field. */
  MrzZone named(String field) {
    List<String> named = new ArrayList<>(lines);
    int line = format == MrzFormat.TD1 ? 2 : 0;
    named.set(line, format == MrzFormat.TD1 ? field : lines.get(0).substring(0, 5) + field);
    return new MrzZone(format, named);
  }

  MrzZone with(int line, String text) {
    List<String> changed = new ArrayList<>(lines);
    changed.set(line, text);
    return new MrzZone(format, changed);
  }

  String nameField() {
    return format == MrzFormat.TD1 ? lines.get(2) : lines.get(0).substring(5);
  }

  MrzZone(MrzFormat format, List<String> lines) {
    this.format = format;
    this.lines = List.copyOf(lines);
  }

  public MrzFormat format() {
    return format;
  }

  /** The lines as they should be printed. */
  public List<String> lines() {
    return lines;
  }

  /** Each check digit's code and whether it fits. */
  public Map<String, Boolean> checks() {
    Map<String, Boolean> results = new LinkedHashMap<>();
    for (Check check : format.checks()) {
      results.put(check.code(), passes(check));
    }
    return results;
  }

  public boolean allChecksPass() {
    return checks().values().stream().allMatch(b -> b);
  }

  boolean passes(Check check) {
    StringBuilder covered = new StringBuilder();
    for (Part part : check.covers()) {
      covered.append(lines.get(part.line()), part.from(), part.to());
    }
    char digit = lines.get(check.line()).charAt(check.position());
    if (check.code().startsWith("document-number") && digit == '<') {
      return longNumber().isPresent();
    }
    return CheckDigit.fits(covered.toString(), digit);
  }

  public String documentNumber() {
    return longNumber().orElseGet(() -> unfilled(numberField()).replace("<", ""));
  }

  /** A number of more than nine characters runs on in the optional data, its digit at the end. */
  private Optional<String> longNumber() {
    String line = lines.get(format == MrzFormat.TD1 ? 0 : 1);
    int at = format == MrzFormat.TD1 ? 14 : 9;
    if (line.charAt(at) != '<' || (format != MrzFormat.TD1 && format != MrzFormat.TD2)) {
      return Optional.empty();
    }
    String rest = format == MrzFormat.TD1 ? line.substring(15) : line.substring(28, 35);
    int end = rest.indexOf('<') < 0 ? rest.length() : rest.indexOf('<');
    if (end < 2) {
      return Optional.empty();
    }
    String number = numberField() + rest.substring(0, end - 1);
    boolean fits = CheckDigit.fits(number, rest.charAt(end - 1));
    return fits ? Optional.of(number.replace("<", "")) : Optional.empty();
  }

  private String numberField() {
    return format == MrzFormat.TD1 ? lines.get(0).substring(5, 14) : lines.get(1).substring(0, 9);
  }

  public String issuingCountry() {
    return Countries.repaired(lines.get(0).substring(2, 5));
  }

  public String nationality() {
    return Countries.repaired(
        format == MrzFormat.TD1 ? lines.get(1).substring(15, 18) : lines.get(1).substring(10, 13));
  }

  public String surname() {
    return nameParts()[0];
  }

  /** Given names, empty when the zone has none. */
  public String givenNames() {
    String[] parts = nameParts();
    return parts.length > 1 ? parts[1] : "";
  }

  private String[] nameParts() {
    String[] parts = unfilled(Names.withoutMisreadFillers(nameField())).split("<<+", 3);
    return Arrays.stream(parts).map(p -> p.replace('<', ' ').strip()).toArray(String[]::new);
  }

  /** {@code M}, {@code F} or {@code X}. */
  public String sex() {
    char sex = format == MrzFormat.TD1 ? lines.get(1).charAt(7) : lines.get(1).charAt(20);
    return sex == 'M' || sex == 'F' ? String.valueOf(sex) : "X";
  }

  /** Empty when the date is unknown or not a date; the century is the last that is not ahead. */
  public Optional<LocalDate> dateOfBirth(LocalDate today) {
    String field =
        format == MrzFormat.TD1 ? lines.get(1).substring(0, 6) : lines.get(1).substring(13, 19);
    return date(field, 2000).map(d -> d.isAfter(today) ? d.minusYears(100) : d);
  }

  public Optional<LocalDate> dateOfExpiry() {
    String field =
        format == MrzFormat.TD1 ? lines.get(1).substring(8, 14) : lines.get(1).substring(21, 27);
    return date(field, 2000).map(d -> d.getYear() >= 2080 ? d.minusYears(100) : d);
  }

  /** What the issuing state put into the optional field, without fillers; may be empty. */
  public String personalNumber() {
    if (format.isVisa()) {
      return "";
    }
    if (format == MrzFormat.TD1) {
      String upper = longNumber().isPresent() ? "" : lines.get(0).substring(15).replace("<", "");
      return upper.isEmpty() ? lines.get(1).substring(18, 29).replace("<", "") : upper;
    }
    int end = format == MrzFormat.TD3 ? 42 : 35;
    boolean taken = longNumber().isPresent();
    return taken ? "" : lines.get(1).substring(28, end).replace("<", "");
  }

  private static Optional<LocalDate> date(String field, int century) {
    if (!field.matches("\\d{6}")) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          LocalDate.of(
              century + Integer.parseInt(field.substring(0, 2)),
              Integer.parseInt(field.substring(2, 4)),
              Integer.parseInt(field.substring(4, 6))));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String unfilled(String field) {
    return field.replaceAll("^<+|<+$", "");
  }

  @Override
  public String toString() {
    return "MrzZone[" + format + "]";
  }
}
