package dev.lethe.synthetic;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** How a country prints its business papers. */
enum Market {
  EN("en", List.of("GBP", "GBP", "EUR"), List.of(20, 5, 0)),
  US("us", List.of("USD"), List.of(8, 6, 0)),
  DE("de", List.of("EUR"), List.of(19, 7, 0)),
  CH("ch", List.of("CHF"), List.of(8, 3, 0)),
  FR("fr", List.of("EUR"), List.of(20, 10, 0)),
  ES("es", List.of("EUR"), List.of(21, 10, 0)),
  IT("it", List.of("EUR"), List.of(22, 10, 0)),
  NL("nl", List.of("EUR"), List.of(21, 9, 0)),
  PT("pt", List.of("EUR"), List.of(23, 13, 0));

  private final String key;
  private final List<String> currencies;
  private final List<Integer> rates;

  Market(String key, List<String> currencies, List<Integer> rates) {
    this.key = key;
    this.currencies = currencies;
    this.rates = rates;
  }

  Vocabulary words() {
    return Vocabulary.of(key);
  }

  /** ISO 639-1. */
  String language() {
    return switch (this) {
      case US -> "en";
      case CH -> "de";
      default -> key;
    };
  }

  List<String> currencies() {
    return currencies;
  }

  /** Tax rates in percent, the usual one first. */
  List<Integer> rates() {
    return rates;
  }

  /** A way to print dates, the same all over a document. */
  DateTimeFormatter dateForm(Invention invent) {
    List<String> forms =
        switch (this) {
          case EN ->
              List.of(
                  "dd/MM/uuuu",
                  "d MMMM uuuu",
                  "d MMM uuuu",
                  "dd-MMM-uuuu",
                  "uuuu-MM-dd",
                  "dd/MM/uu",
                  "dd.MM.uuuu");
          case US ->
              List.of(
                  "MM/dd/uuuu",
                  "MMMM d, uuuu",
                  "MMM d, uuuu",
                  "M/d/uuuu",
                  "MM/dd/uu",
                  "MM-dd-uuuu");
          case DE -> List.of("dd.MM.uuuu", "d. MMMM uuuu", "d.M.uuuu", "dd.MM.uu", "uuuu-MM-dd");
          case CH -> List.of("dd.MM.uuuu", "d. MMMM uuuu", "d.M.uuuu");
          case FR -> List.of("dd/MM/uuuu", "d MMMM uuuu", "dd-MM-uuuu", "dd.MM.uuuu", "dd/MM/uu");
          case ES, IT, PT -> List.of("dd/MM/uuuu", "dd-MM-uuuu", "dd/MM/uu");
          case NL -> List.of("dd-MM-uuuu", "d MMMM uuuu", "dd/MM/uuuu");
        };
    String tag = this == US ? "en-US" : this == EN ? "en-GB" : this == CH ? "de" : key;
    return DateTimeFormatter.ofPattern(invent.pick(forms), Locale.forLanguageTag(tag));
  }

  String date(LocalDate date, DateTimeFormatter form) {
    return date.format(form);
  }

  /** Decimal sign and sign between thousands, which may be none. */
  String[] separators(Invention invent) {
    return switch (this) {
      case EN, US -> new String[] {".", invent.oneIn(5) ? "" : ","};
      case CH -> new String[] {".", invent.pick(List.of("'", "’", " "))};
      case FR -> new String[] {",", invent.pick(List.of(" ", "\u00a0", "", "."))};
      default -> new String[] {",", invent.oneIn(5) ? "" : "."};
    };
  }

  static String number(BigDecimal amount, String[] separators) {
    String plain = amount.abs().toPlainString();
    int point = plain.indexOf('.');
    String whole = point < 0 ? plain : plain.substring(0, point);
    String grouped = whole.replaceAll("(\\d)(?=(\\d{3})+$)", "$1" + separators[1]);
    String fraction = point < 0 ? "" : separators[0] + plain.substring(point + 1);
    return (amount.signum() < 0 ? "-" : "") + grouped + fraction;
  }

  /** A value added tax number with right check digits. */
  String taxNumber(Invention invent) {
    String eight = invent.number(8);
    return switch (this) {
      case EN -> {
        String body = invent.number(7);
        yield "GB" + body + CheckDigits.britishVat(body);
      }
      case US -> eight.substring(0, 2) + "-" + invent.digits(7);
      case DE -> "DE" + eight + CheckDigits.mod11And10(eight);
      case CH -> "CHE-" + swiss(invent).replaceAll("(...)(...)(...)", "$1.$2.$3");
      case FR -> {
        String siren = eight + CheckDigits.luhn(eight);
        yield String.format("FR%02d%s", (12 + 3 * (Integer.parseInt(siren) % 97)) % 97, siren);
      }
      case ES -> spanish(invent);
      case IT -> {
        String ten = "0" + invent.number(6) + "0" + invent.digits(2);
        yield "IT" + ten + CheckDigits.luhn(ten);
      }
      case NL -> weighted(invent, 8, 9, "NL") + "B0" + invent.between(1, 9);
      case PT -> weighted(invent, 8, 9, "PT");
    };
  }

  private static String swiss(Invention invent) {
    int[] weights = {5, 4, 3, 2, 7, 6, 5, 4};
    while (true) {
      String body = invent.number(8);
      int sum = 0;
      for (int i = 0; i < 8; i++) {
        sum += weights[i] * (body.charAt(i) - '0');
      }
      int check = (11 - sum % 11) % 11;
      if (check < 10) {
        return body + check;
      }
    }
  }

  /** Weights fall from {@code first} to 2; the check digit makes the sum a multiple of eleven. */
  private String weighted(Invention invent, int digits, int first, String prefix) {
    while (true) {
      String body = invent.number(digits);
      int sum = 0;
      for (int i = 0; i < digits; i++) {
        sum += (first - i) * (body.charAt(i) - '0');
      }
      int check = this == NL ? sum % 11 : (11 - sum % 11) % 11;
      if (check < 10) {
        return prefix + body + check;
      }
    }
  }

  private static String spanish(Invention invent) {
    String body = invent.number(7);
    String doubled = CheckDigits.luhn(body) + "";
    return "B" + body + doubled;
  }

  /** An account; empty where cheques are usual. */
  String iban(Invention invent) {
    return switch (this) {
      case EN -> CheckDigits.iban("GB", "LTHE" + invent.number(6) + invent.digits(8));
      case US -> "";
      case DE -> CheckDigits.iban("DE", invent.number(8) + invent.digits(10));
      case CH -> CheckDigits.iban("CH", invent.number(5) + invent.digits(12));
      case FR -> {
        String account = invent.number(5) + invent.digits(5) + invent.digits(11);
        yield CheckDigits.iban("FR", account + CheckDigits.ribKey(account));
      }
      case ES -> CheckDigits.iban("ES", invent.number(20));
      case IT -> CheckDigits.iban("IT", "X" + invent.number(22));
      case NL -> CheckDigits.iban("NL", "STYX" + invent.number(10));
      case PT -> CheckDigits.iban("PT", invent.number(21));
    };
  }

  String bic(Invention invent) {
    String country = this == EN ? "GB" : name();
    return invent.pick(List.of("LTHE", "STYX", "MNEM", "ACHE"))
        + country
        + invent.letters(2)
        + invent.pick(List.of("", "XXX", "1" + invent.digits(2)));
  }
}
