package dev.lethe.engine.extraction.mrz;

import java.util.List;

/**
 * Layouts of the zone. A template names the kind of each position: {@code A} letter or filler,
 * {@code N} digit, {@code X} any, {@code C} check digit, {@code S} sex.
 */
public enum MrzFormat {
  TD1(
      "TD1",
      List.of(
          "AAAAAXXXXXXXXXCXXXXXXXXXXXXXXX",
          "NNNNNNCSNNNNNNCAAAXXXXXXXXXXXC",
          "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
      List.of(
          new Check("document-number-check-digit", List.of(new Part(0, 5, 14)), 0, 14),
          new Check("birth-date-check-digit", List.of(new Part(1, 0, 6)), 1, 6),
          new Check("expiry-date-check-digit", List.of(new Part(1, 8, 14)), 1, 14),
          new Check(
              "composite-check-digit",
              List.of(
                  new Part(0, 5, 30), new Part(1, 0, 7), new Part(1, 8, 15), new Part(1, 18, 29)),
              1,
              29))),
  TD2("TD2", twoLines(36, true), twoLineChecks(36, false)),
  TD3("TD3", twoLines(44, true), twoLineChecks(44, true)),
  MRV_A("MRV-A", twoLines(44, false), visaChecks()),
  MRV_B("MRV-B", twoLines(36, false), visaChecks());

  /** Characters from (inclusive) to (exclusive) of a line. */
  record Part(int line, int from, int to) {

    String of(MrzZone zone) {
      return zone.lines().get(line).substring(from, to);
    }
  }

  /** A check digit and what it covers. */
  record Check(String code, List<Part> covers, int line, int position) {}

  private final String code;
  private final List<String> templates;
  private final List<Check> checks;

  MrzFormat(String code, List<String> templates, List<Check> checks) {
    this.code = code;
    this.templates = templates;
    this.checks = checks;
  }

  /** The name that ICAO gives the format. */
  public String code() {
    return code;
  }

  int lineCount() {
    return templates.size();
  }

  int length() {
    return templates.get(0).length();
  }

  String template(int line) {
    return templates.get(line);
  }

  List<Check> checks() {
    return checks;
  }

  boolean isVisa() {
    return this == MRV_A || this == MRV_B;
  }

  private static List<String> twoLines(int length, boolean composite) {
    String first = "A".repeat(length);
    String fixed = "XXXXXXXXXCAAANNNNNNCSNNNNNNC";
    String rest = "X".repeat(length - fixed.length());
    String second = fixed + rest;
    if (composite) {
      second = second.substring(0, length - 1) + "C";
      if (length == 44) {
        second = second.substring(0, 42) + "CC";
      }
    }
    return List.of(first, second);
  }

  private static List<Check> visaChecks() {
    return List.of(
        new Check("document-number-check-digit", List.of(new Part(1, 0, 9)), 1, 9),
        new Check("birth-date-check-digit", List.of(new Part(1, 13, 19)), 1, 19),
        new Check("expiry-date-check-digit", List.of(new Part(1, 21, 27)), 1, 27));
  }

  private static List<Check> twoLineChecks(int length, boolean personalNumber) {
    List<Check> checks = new java.util.ArrayList<>(visaChecks());
    if (personalNumber) {
      checks.add(new Check("personal-number-check-digit", List.of(new Part(1, 28, 42)), 1, 42));
    }
    checks.add(
        new Check(
            "composite-check-digit",
            List.of(new Part(1, 0, 10), new Part(1, 13, 20), new Part(1, 21, length - 1)),
            1,
            length - 1));
    return List.copyOf(checks);
  }
}
