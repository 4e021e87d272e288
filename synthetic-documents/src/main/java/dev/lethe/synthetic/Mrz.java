package dev.lethe.synthetic;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * What a machine-readable zone holds. Names are in the zone's letters, words separated by spaces.
 *
 * @param personalNumber empty when there is none
 */
record Mrz(
    MrzFormat format,
    String state,
    String surname,
    String givenNames,
    String number,
    LocalDate birth,
    char sex,
    LocalDate expiry,
    String personalNumber) {

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuMMdd", Locale.ROOT);

  List<String> lines() {
    return switch (format) {
      case TD1 -> td1();
      case TD2 -> td2();
      case TD3 -> td3();
    };
  }

  private List<String> td1() {
    String first = "I<" + state + checked(pad(number, 9)) + pad(personalNumber, 15);
    String dates = checked(DAY.format(birth)) + sex + checked(DAY.format(expiry));
    String second = dates + state + pad("", 11);
    String composite =
        first.substring(5) + second.substring(0, 7) + second.substring(8, 15) + pad("", 11);
    return List.of(first, second + CheckDigits.icao(composite), pad(names(), 30));
  }

  private List<String> td2() {
    String second = upToExpiry() + pad(personalNumber, 7);
    return List.of(
        "I<" + state + pad(names(), 31), second + CheckDigits.icao(withoutStateAndSex(second)));
  }

  private List<String> td3() {
    String personal = pad(personalNumber, 14);
    char digit = personalNumber.isEmpty() ? '<' : CheckDigits.icao(personal);
    String second = upToExpiry() + personal + digit;
    return List.of(
        "P<" + state + pad(names(), 39), second + CheckDigits.icao(withoutStateAndSex(second)));
  }

  private String upToExpiry() {
    return checked(pad(number, 9))
        + state
        + checked(DAY.format(birth))
        + sex
        + checked(DAY.format(expiry));
  }

  private static String withoutStateAndSex(String line) {
    return line.substring(0, 10) + line.substring(13, 20) + line.substring(21);
  }

  private String names() {
    return surname.replace(' ', '<') + "<<" + givenNames.replace(' ', '<');
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
