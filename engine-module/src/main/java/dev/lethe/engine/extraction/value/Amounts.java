package dev.lethe.engine.extraction.value;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of money with either decimal sign, grouped by point, comma, apostrophe or space. */
public final class Amounts {

  private static final String CURRENCY =
      "(?:€|\\$|£|¥|₹|EUR|USD|GBP|CHF|RM|MYR|SGD|AUD|CAD|SEK|NOK|DKK|PLN|CZK|HUF|JPY|INR|Fr\\.?)";

  private static final Pattern AMOUNT =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}.,/:-])(?:"
              + CURRENCY
              + "\\s?)?(?<open>\\()?(?<sign>[-−–+]\\s?)?(?:"
              + CURRENCY
              + "\\s?)?(?<number>\\d{1,3}(?:(?<group>[.,'’"
              + " \\u00a0\\u202f])\\d{3})(?:\\k<group>\\d{3})*"
              + "(?:[.,]\\d{1,4}|,[-–—]{1,2})?|\\d{1,12}(?:[.,]\\d{1,4}|[.,][-–—]{1,2})?|[.,]\\d{2})"
              + "(?<minus>-(?![\\p{L}\\p{N}]))?(?<close>\\))?(?:\\s?"
              + CURRENCY
              + ")?(?![\\p{L}\\p{N}/:%]|\\s?%|[.,]\\d|-[\\p{L}\\p{N}])");

  private static final Pattern MISREAD =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}.,/:-])[0-9OoSlIB]{1,6}[.,]\\s?[0-9OoSlIB]{2}(?![\\p{L}\\p{N}.,])");

  /** No tax is that high: the sign is stray. */
  private static final Pattern IMPOSSIBLE_RATE =
      Pattern.compile("(?<![\\p{L}\\p{N}.,/:-])([3-9]\\d{1,4}[.,]\\d{2})%");

  private Amounts() {}

  /** All amounts of a line from left to right. */
  public static List<Found> in(String line) {
    List<Found> found = new ArrayList<>();
    Matcher matcher = AMOUNT.matcher(line);
    int from = 0;
    while (matcher.find(from)) {
      parse(matcher.group("number")).ifPresent(amount -> found.add(found(matcher, amount)));
      from = matcher.end();
    }
    return found;
  }

  /** Amounts of which single digits were read as letters; for recognised text only. */
  public static List<Found> misreadIn(String line) {
    List<Found> found = new ArrayList<>();
    Matcher matcher = MISREAD.matcher(line);
    while (matcher.find()) {
      String text = matcher.group();
      long letters = text.chars().filter(Character::isLetter).count();
      boolean spaced = text.indexOf(' ') > 0;
      if ((letters > 0 || spaced) && letters * 2 < text.length()) {
        parse(Confusions.toDigits(text))
            .ifPresent(
                a ->
                    found.add(
                        new Found(
                            matcher.start(),
                            matcher.end(),
                            normalise(a),
                            spaced && letters == 0 ? 0.8 : 0.5)));
      }
    }
    Matcher rate = IMPOSSIBLE_RATE.matcher(line);
    while (rate.find()) {
      parse(rate.group(1))
          .ifPresent(a -> found.add(new Found(rate.start(1), rate.end(1), normalise(a), 0.6)));
    }
    return found;
  }

  private static Found found(Matcher matcher, BigDecimal amount) {
    String sign = matcher.group("sign");
    boolean negative =
        (sign != null && !sign.startsWith("+"))
            || matcher.group("minus") != null
            || (matcher.group("open") != null && matcher.group("close") != null);
    BigDecimal value = negative ? amount.negate() : amount;
    // a currency before the number may be the end of a label, as in "total in EUR 7.00"
    int start =
        matcher.group("open") != null
            ? matcher.start("open")
            : sign != null ? matcher.start("sign") : matcher.start("number");
    return new Found(start, matcher.end(), normalise(value), quality(matcher));
  }

  /** Two decimals or a currency make an amount; a bare whole number may be anything. */
  private static double quality(Matcher matcher) {
    String number = matcher.group("number");
    boolean decimals = number.matches(".*[.,](\\d{2}|[-–—]{1,2})");
    boolean currency = Pattern.compile(CURRENCY).matcher(matcher.group()).find();
    if (decimals) {
      return 1;
    }
    if (currency) {
      return 0.8;
    }
    return number.matches("\\d+") ? 0.2 : 0.5;
  }

  /**
   * The number's value, or nothing if it cannot be one. The last of two kinds of separator is the
   * decimal sign, and so is the last of several alike that is not followed by three digits, as
   * where a comma was read as a point. A single separator before exactly three digits groups
   * thousands.
   */
  public static Optional<BigDecimal> parse(String number) {
    String digits = number.replaceAll("[\\s\\u00a0\\u202f'’]", "").replaceAll("[.,][-–—]+$", "");
    int point = digits.lastIndexOf('.');
    int comma = digits.lastIndexOf(',');
    int decimal = Math.max(point, comma);
    if (decimal >= 0 && isGrouping(digits, point, comma)) {
      decimal = -1;
    }
    String whole = decimal < 0 ? digits : digits.substring(0, decimal);
    String fraction = decimal < 0 ? "" : digits.substring(decimal + 1);
    whole = whole.replaceAll("[.,]", "");
    if (!(whole + fraction).matches("\\d{1,18}")) {
      return Optional.empty();
    }
    return Optional.of(new BigDecimal((whole.isEmpty() ? "0" : whole) + "." + fraction + "0"));
  }

  private static boolean isGrouping(String digits, int point, int comma) {
    if (point >= 0 && comma >= 0) {
      return false;
    }
    int last = Math.max(point, comma);
    boolean repeated = digits.indexOf(digits.charAt(last)) != last;
    int after = digits.length() - last - 1;
    return (repeated && after == 3)
        || (after == 3 && last <= 3 && last > 0 && digits.charAt(0) != '0');
  }

  /** A decimal with a point, at least two decimals, no more than needed. */
  public static String normalise(BigDecimal amount) {
    BigDecimal plain = amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
    return (plain.scale() < 2 ? plain.setScale(2, RoundingMode.UNNECESSARY) : plain)
        .toPlainString();
  }

  /** Whether a text says nothing but an amount. */
  public static boolean isAmount(String text) {
    return AMOUNT.matcher(text.strip().toUpperCase(Locale.ROOT)).matches();
  }
}
