package dev.lethe.synthetic;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** Invents people, employers and numbers as they stand on forms of the United States. */
final class AmericanPeople {

  private static final List<String> STREETS =
      List.of(
          "Maple Street",
          "Oak Avenue",
          "Cedar Lane",
          "River Road",
          "Chestnut Drive",
          "Washington Blvd",
          "Hillcrest Court",
          "Sunset Way",
          "Prairie View Road",
          "Harbor Street");
  private static final List<String> TOWNS =
      List.of(
          "Fairhaven, MA",
          "Cedar Falls, IA",
          "Brookdale, OH",
          "Lakewood, CO",
          "Easton, PA",
          "Greenville, SC",
          "Salem, OR",
          "Ashford, WA",
          "Milford, CT",
          "Clinton, TN");
  private static final List<String> EIN_PREFIXES =
      List.of("12", "27", "36", "45", "52", "61", "74", "81", "93");

  private final Invention invent;

  AmericanPeople(long seed) {
    invent = new Invention(seed, Locale.ENGLISH);
  }

  Invention invent() {
    return invent;
  }

  /** Of the form of a social security number; invented, whoever may have it. */
  String ssn() {
    return invent.between(100, 665) + "-" + invent.between(10, 99) + "-" + invent.number(4);
  }

  String ein() {
    return invent.pick(EIN_PREFIXES) + "-" + invent.number(7);
  }

  /** Ten digits with the check digit of health care providers. */
  String npi() {
    String body = "1" + invent.digits(8);
    return body + CheckDigits.luhn("80840" + body);
  }

  String street() {
    String street = invent.between(10, 9899) + " " + invent.pick(STREETS);
    return invent.oneIn(3) ? street + " Apt " + invent.between(1, 40) : street;
  }

  String town() {
    return invent.pick(TOWNS) + " " + invent.number(5);
  }

  /** {@code (212) 555-0123}: numbers that are kept free for examples. */
  String phone() {
    return "("
        + invent.pick(List.of("212", "415", "617", "303", "503"))
        + ") 555-01"
        + invent.digits(2);
  }

  LocalDate birthday() {
    return invent.day(LocalDate.of(1945, 1, 1), LocalDate.of(2003, 12, 31));
  }

  BigDecimal dollars(int low, int high) {
    return BigDecimal.valueOf((long) invent.between(low, high) * 100 + invent.between(0, 99), 2);
  }
}
