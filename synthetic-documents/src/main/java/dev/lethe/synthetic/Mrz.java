package dev.lethe.synthetic;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * What a machine-readable zone holds. Names are in the zone's letters, words separated by spaces.
 *
 * @param type the two characters with which the zone begins
 * @param birth six characters, fillers where year, month or day are unknown
 * @param sex {@code F}, {@code M} or the filler
 * @param personalNumber optional data, empty when there is none
 */
record Mrz(
    MrzFormat format,
    String type,
    String state,
    String surname,
    String givenNames,
    String number,
    String nationality,
    String birth,
    char sex,
    LocalDate expiry,
    String personalNumber) {

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuMMdd", Locale.ROOT);

  static String day(LocalDate date) {
    return DAY.format(date);
  }

  List<String> lines() {
    return format == MrzFormat.TD1 ? td1() : twoLines();
  }

  private List<String> td1() {
    boolean runsOn = number.length() > 9;
    String first =
        head()
            + (runsOn
                ? number.substring(0, 9)
                    + "<"
                    + pad(number.substring(9) + CheckDigits.icao(number) + "<" + personalNumber, 15)
                : checked(pad(number, 9)) + pad(personalNumber, 15));
    String dates = checked(birth) + sex + checked(day(expiry));
    String second = dates + pad(nationality, 3) + pad("", 11);
    String composite =
        first.substring(5) + second.substring(0, 7) + second.substring(8, 15) + pad("", 11);
    return List.of(first, second + CheckDigits.icao(composite), names(30));
  }

  private List<String> twoLines() {
    int length = format.length();
    String first = head() + names(length - 5);
    String second =
        checked(pad(number, 9)) + pad(nationality, 3) + checked(birth) + sex + checked(day(expiry));
    String rest =
        switch (format) {
          case TD3 -> {
            String personal = pad(personalNumber, 14);
            yield personal + (personalNumber.isEmpty() ? '<' : CheckDigits.icao(personal));
          }
          case TD2 -> pad(personalNumber, 7);
          default -> pad(personalNumber, length - 28);
        };
    String whole = second + rest;
    boolean visa = whole.length() == length;
    return List.of(first, visa ? whole : whole + CheckDigits.icao(withoutStateAndSex(whole)));
  }

  private String head() {
    return type + pad(state, 3);
  }

  private static String withoutStateAndSex(String line) {
    return line.substring(0, 10) + line.substring(13, 20) + line.substring(21);
  }

  /** Names that do not fit are cut off. */
  private String names(int length) {
    String names = surname.replace(' ', '<') + "<<" + givenNames.replace(' ', '<');
    return names.length() > length ? names.substring(0, length) : pad(names, length);
  }

  private static String checked(String text) {
    return text + CheckDigits.icao(text);
  }

  private static String pad(String text, int length) {
    if (text.length() > length) {
      throw new IllegalArgumentException("does not fit the zone");
    }
    return text + "<".repeat(length - text.length());
  }

  /** The letters that ICAO 9303 recommends for those that the zone does not have. */
  static String transliterate(String name) {
    String upper =
        name.replace("ß", "SS")
            .toUpperCase(Locale.ROOT)
            .replace("Ä", "AE")
            .replace("Ö", "OE")
            .replace("Ü", "UE")
            .replace("'", "")
            .replace('-', ' ');
    return java.text.Normalizer.normalize(upper, java.text.Normalizer.Form.NFD)
        .replaceAll("\\p{M}", "");
  }
}
