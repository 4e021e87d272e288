package dev.lethe.synthetic;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * How a language prints numbers and dates. Own tables: those of the JDK change with its version.
 */
final class Print {

  private static final List<String> ENGLISH =
      List.of(
          "January",
          "February",
          "March",
          "April",
          "May",
          "June",
          "July",
          "August",
          "September",
          "October",
          "November",
          "December");
  private static final List<String> GERMAN =
      List.of(
          "Januar",
          "Februar",
          "März",
          "April",
          "Mai",
          "Juni",
          "Juli",
          "August",
          "September",
          "Oktober",
          "November",
          "Dezember");
  private static final List<String> FRENCH =
      List.of(
          "janvier",
          "février",
          "mars",
          "avril",
          "mai",
          "juin",
          "juillet",
          "août",
          "septembre",
          "octobre",
          "novembre",
          "décembre");

  private final String language;
  private final int style;

  /**
   * @param style which of the language's date forms is used
   */
  Print(Locale locale, int style) {
    this.language = locale.getLanguage();
    this.style = style;
  }

  String date(LocalDate date) {
    int form = Math.floorMod(style, 3);
    return switch (language) {
      case "de" ->
          form == 0
              ? date.getDayOfMonth()
                  + ". "
                  + GERMAN.get(date.getMonthValue() - 1)
                  + " "
                  + date.getYear()
              : pattern(date, "dd.MM.uuuu");
      case "fr" ->
          form == 0
              ? date.getDayOfMonth()
                  + " "
                  + FRENCH.get(date.getMonthValue() - 1)
                  + " "
                  + date.getYear()
              : pattern(date, "dd/MM/uuuu");
      default -> englishDate(date, form);
    };
  }

  /** Day and month never change places in the English forms, so that there is one right reading. */
  private static String englishDate(LocalDate date, int form) {
    String month = ENGLISH.get(date.getMonthValue() - 1);
    return switch (form) {
      case 0 -> date.getDayOfMonth() + " " + month + " " + date.getYear();
      case 1 -> month + " " + date.getDayOfMonth() + ", " + date.getYear();
      default -> pattern(date, "uuuu-MM-dd");
    };
  }

  /** With the language's separators, two decimals and no currency. */
  String amount(BigDecimal amount) {
    String plain = amount.abs().toPlainString();
    int point = plain.indexOf('.');
    String whole = plain.substring(0, point).replaceAll("(\\d)(?=(\\d{3})+$)", "$1" + thousands());
    String sign = amount.signum() < 0 ? "-" : "";
    return sign + whole + (language.equals("en") ? "." : ",") + plain.substring(point + 1);
  }

  String money(BigDecimal amount, String currency) {
    return switch (language) {
      case "de", "fr" -> amount(amount) + " " + (currency.equals("EUR") ? "€" : currency);
      default -> symbol(currency) + amount(amount);
    };
  }

  private static String symbol(String currency) {
    return switch (currency) {
      case "GBP" -> "£";
      case "USD" -> "$";
      case "EUR" -> "€";
      default -> currency + " ";
    };
  }

  private String thousands() {
    return switch (language) {
      case "de" -> ".";
      case "fr" -> " ";
      default -> ",";
    };
  }

  private static String pattern(LocalDate date, String pattern) {
    return date.format(DateTimeFormatter.ofPattern(pattern, Locale.ROOT));
  }
}
