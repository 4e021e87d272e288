package dev.lethe.synthetic;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Invents people, companies and numbers; the same seed and locale invent the same. */
final class Invention {

  private final SplittableRandom random;
  private final Names names;

  Invention(long seed, Locale locale) {
    this.random = new SplittableRandom(seed);
    this.names = Names.of(locale);
  }

  int between(int low, int high) {
    return random.nextInt(low, high + 1);
  }

  boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  String digits(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append((char) ('0' + random.nextInt(10)));
    }
    return text.toString();
  }

  /** Digits of which the first is not zero. */
  String number(int count) {
    return between(1, 9) + digits(count - 1);
  }

  String letters(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append((char) ('A' + random.nextInt(26)));
    }
    return text.toString();
  }

  LocalDate day(LocalDate first, LocalDate last) {
    return LocalDate.ofEpochDay(random.nextLong(first.toEpochDay(), last.toEpochDay() + 1));
  }

  String givenName() {
    return pick(names.given());
  }

  String surname() {
    return pick(names.surnames());
  }

  String person() {
    return givenName() + " " + surname();
  }

  String company() {
    return pick(names.companyWords()) + " " + pick(names.trades()) + " " + pick(names.legalForms());
  }

  Address address() {
    String street = pick(names.streets());
    String town = pick(names.towns());
    String house = String.valueOf(between(1, 180));
    return switch (names.language()) {
      case "de" -> new Address(street + " " + house, number(5) + " " + town);
      case "fr" ->
          new Address(house + " " + street, "7" + digits(1) + "0" + digits(2) + " " + town);
      default ->
          new Address(
              house + " " + street,
              town + " " + letters(2) + between(1, 9) + " " + between(1, 9) + letters(2));
    };
  }

  /** Street, and town with state and ZIP code. */
  Address americanAddress() {
    String street = between(1, 9800) + " " + pick(names.streets());
    String state = pick(List.of("CA", "TX", "NY", "OH", "WA", "IL", "GA", "CO"));
    return new Address(street, pick(names.towns()) + ", " + state + " " + number(5));
  }

  /** A social security number of an area that exists. */
  String socialSecurityNumber() {
    return between(100, 660) + "-" + between(10, 99) + "-" + number(4);
  }

  String employerNumber() {
    return pick(List.of("12", "23", "36", "47", "58", "74", "91")) + "-" + number(7);
  }

  /** A national provider identifier with its Luhn digit, which covers the prefix 80840. */
  String providerNumber() {
    String body = "1" + digits(8);
    return body + CheckDigits.luhn("80840" + body);
  }

  String vatNumber() {
    return switch (names.language()) {
      case "de" -> {
        String body = number(8);
        yield "DE" + body + CheckDigits.mod11And10(body);
      }
      case "fr" -> {
        String body = number(8);
        String siren = body + CheckDigits.luhn(body);
        int key = (12 + 3 * (Integer.parseInt(siren) % 97)) % 97;
        yield String.format("FR%02d%s", key, siren);
      }
      default -> {
        String body = number(7);
        yield "GB" + body + CheckDigits.britishVat(body);
      }
    };
  }

  Bank bank() {
    String code = pick(List.of("LTHE", "STYX", "MNEM", "ACHE"));
    return switch (names.language()) {
      case "de" ->
          new Bank(CheckDigits.iban("DE", number(8) + digits(10)), code + "DE" + letters(2));
      case "fr" -> {
        String account = number(5) + digits(5) + digits(11);
        yield new Bank(
            CheckDigits.iban("FR", account + CheckDigits.ribKey(account)),
            code + "FR" + letters(2) + "XXX");
      }
      default ->
          new Bank(CheckDigits.iban("GB", code + number(6) + digits(8)), code + "GB" + letters(2));
    };
  }

  List<Names.Ware> wares() {
    return names.wares();
  }

  /** Two printed lines. */
  record Address(String street, String town) {
    String onOneLine() {
      return street + ", " + town;
    }
  }

  record Bank(String iban, String bic) {
    String groupedIban() {
      return iban.replaceAll("(.{4})(?=.)", "$1 ");
    }
  }
}
