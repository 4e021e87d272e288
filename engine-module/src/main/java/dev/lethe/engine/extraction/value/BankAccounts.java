package dev.lethe.engine.extraction.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.iban4j.BicUtil;
import org.iban4j.CountryCode;
import org.iban4j.Iban4jException;
import org.iban4j.IbanUtil;

/** IBAN and BIC. */
public final class BankAccounts {

  private static final Pattern IBAN =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}])[A-Za-z]{2}\\s?[0-9OoIl]{2}(?:[\\s.-]?[0-9A-Za-z]){8,32}");
  private static final Pattern BIC =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}])[A-Z]{6}[A-Z0-9]{2}(?:\\s?[A-Z0-9]{3})?(?![\\p{L}\\p{N}])");
  private static final Pattern LABELLED_BIC =
      Pattern.compile("(?<![\\p{L}\\p{N}])[A-Z]{4,6}[A-Z0-9]{2,7}(?![\\p{L}\\p{N}])");

  private static final Pattern BROKEN =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}])[A-Z]{2}\\s?\\d{2}(?:\\s?[0-9A-Z]{4}){1,6}(?![\\p{L}\\p{N}])");

  private BankAccounts() {}

  /** IBANs whose length and check digits are right, even if spaced or with confused characters. */
  public static List<Found> ibansIn(String line) {
    List<Found> found = new ArrayList<>();
    Matcher matcher = IBAN.matcher(line);
    int from = 0;
    while (matcher.find(from)) {
      Optional<Found> iban = validPrefix(line, matcher.start(), matcher.end());
      iban.ifPresent(found::add);
      from = iban.map(Found::end).orElse(matcher.start() + 2);
    }
    return found;
  }

  /** What stands where an IBAN should and has its form, right or wrong. */
  public static List<Found> ibanLikeIn(String line) {
    List<Found> found = new ArrayList<>();
    Pattern grouped =
        Pattern.compile(
            "(?<![\\p{L}\\p{N}])[A-Z]{2}\\s?\\d{2}(?:\\s?[0-9A-Z]{4}){2,7}(?:\\s?[0-9A-Z]{1,4})?(?![\\p{L}\\p{N}])");
    Matcher matcher = grouped.matcher(line);
    while (matcher.find()) {
      String value = compact(matcher.group());
      double quality = isIban(value) ? 1 : 0.4;
      if (hasCountry(value)) {
        found.add(new Found(matcher.start(), matcher.end(), value, quality));
      }
    }
    return found;
  }

  /** The first part of an IBAN that goes on in the next line, with its country and check digits. */
  public static List<Found> brokenIbansIn(String line) {
    List<Found> found = new ArrayList<>();
    Matcher matcher = BROKEN.matcher(line);
    while (matcher.find()) {
      String value = compact(matcher.group());
      if (hasCountry(value)) {
        found.add(new Found(matcher.start(), matcher.end(), value, 0.4));
      }
    }
    return found;
  }

  /** Whether it begins with a country that has IBANs. */
  private static boolean hasCountry(String value) {
    CountryCode country = CountryCode.getByCode(value.substring(0, 2));
    return country != null && IbanUtil.isSupportedCountry(country);
  }

  private static Optional<Found> validPrefix(String line, int start, int end) {
    for (int stop = end; stop - start >= 15; stop--) {
      if (Character.isLetterOrDigit(line.charAt(stop - 1)) && endsWord(line, stop)) {
        Optional<String> iban = repaired(compact(line.substring(start, stop)));
        if (iban.isPresent()) {
          return Optional.of(new Found(start, stop, iban.get(), 1));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean endsWord(String line, int stop) {
    return stop == line.length() || !Character.isLetterOrDigit(line.charAt(stop));
  }

  /** The text itself if it is an IBAN, or with look-alikes put right where only a digit can be. */
  private static Optional<String> repaired(String text) {
    if (isIban(text)) {
      return Optional.of(text);
    }
    if (text.length() < 15) {
      return Optional.empty();
    }
    String checkDigits = text.substring(0, 2) + Confusions.toDigits(text.substring(2, 4));
    String some = checkDigits + text.substring(4);
    if (isIban(some)) {
      return Optional.of(some);
    }
    boolean digitsOnly =
        "DE AT BE DK ES FI PL PT SE NO HU CZ SK SI HR EE LT".contains(text.substring(0, 2));
    String all = checkDigits + Confusions.toDigits(text.substring(4));
    return digitsOnly && isIban(all) ? Optional.of(all) : Optional.empty();
  }

  public static boolean isIban(String text) {
    try {
      IbanUtil.validate(text);
      return true;
    } catch (Iban4jException e) {
      return false;
    }
  }

  /** Codes that have the form of a BIC and an existing country. */
  public static List<Found> bicsIn(String line) {
    List<Found> found = new ArrayList<>();
    Matcher matcher = BIC.matcher(line);
    while (matcher.find()) {
      String value = compact(matcher.group());
      String eight =
          value.length() == 11 && matcher.group().contains(" ") ? value.substring(0, 8) : value;
      if (isBic(value)) {
        found.add(new Found(matcher.start(), matcher.end(), value, 0.8));
      } else if (isBic(eight)) {
        found.add(new Found(matcher.start(), matcher.start() + 8, eight, 0.8));
      }
    }
    return found;
  }

  /** What has roughly the form of a BIC; only a label makes it one. */
  public static List<Found> bicLikeIn(String line) {
    List<Found> found = new ArrayList<>(bicsIn(line));
    if (found.isEmpty()) {
      Matcher matcher = LABELLED_BIC.matcher(line);
      while (matcher.find()) {
        if (matcher.end() - matcher.start() >= 8) {
          found.add(new Found(matcher.start(), matcher.end(), matcher.group(), 0.3));
        }
      }
    }
    return found;
  }

  public static boolean isBic(String text) {
    try {
      BicUtil.validate(text);
      return true;
    } catch (Iban4jException e) {
      return false;
    }
  }

  private static String compact(String text) {
    return text.replaceAll("[^\\p{L}\\p{N}]", "").toUpperCase(Locale.ROOT);
  }
}
