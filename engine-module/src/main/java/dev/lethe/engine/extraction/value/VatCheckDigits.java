package dev.lethe.engine.extraction.value;

import java.util.Optional;
import org.apache.commons.validator.routines.checkdigit.LuhnCheckDigit;

/** Check digits of value added tax numbers, for the countries that publish how they are made. */
public final class VatCheckDigits {

  private static final int[] SWISS = {5, 4, 3, 2, 7, 6, 5, 4};

  private VatCheckDigits() {}

  /**
   * Whether the check digits are right; nothing for a country whose rule is not known here or a
   * number that has not its form.
   */
  public static Optional<Boolean> fit(String number) {
    if (!TaxNumbers.hasCountryForm(number)) {
      return Optional.empty();
    }
    String digits = number.replaceAll("\\D", "");
    return switch (number.replaceAll("\\d.*", "")) {
      case "DE" -> Optional.of(mod11And10(digits));
      case "GB" -> Optional.of(british(digits));
      case "BE" -> Optional.of(belgian(digits));
      case "IT" -> Optional.of(LuhnCheckDigit.LUHN_CHECK_DIGIT.isValid(digits));
      case "PT" -> Optional.of(weighted(digits, 9) % 11 == last(digits) || tenIsZero(digits));
      case "CHE" -> Optional.of(swiss(digits));
      case "FR" -> french(digits);
      default -> Optional.empty();
    };
  }

  private static boolean mod11And10(String digits) {
    int product = 10;
    for (char c : digits.substring(0, 8).toCharArray()) {
      int sum = (c - '0' + product) % 10;
      product = (sum == 0 ? 10 : sum) * 2 % 11;
    }
    return (11 - product) % 10 == last(digits);
  }

  /** Both the old rule and that of numbers given out since 2010. */
  private static boolean british(String digits) {
    int sum = Integer.parseInt(digits.substring(7, 9));
    for (int i = 0; i < 7; i++) {
      sum += (digits.charAt(i) - '0') * (8 - i);
    }
    return sum % 97 == 0 || (sum + 55) % 97 == 0;
  }

  private static boolean belgian(String digits) {
    String ten = digits.length() == 9 ? "0" + digits : digits;
    long body = Long.parseLong(ten.substring(0, 8));
    return 97 - body % 97 == Long.parseLong(ten.substring(8));
  }

  /** Keys with letters follow a rule of their own. */
  private static Optional<Boolean> french(String digits) {
    if (digits.length() != 11) {
      return Optional.empty();
    }
    long siren = Long.parseLong(digits.substring(2));
    return Optional.of((12 + 3 * (siren % 97)) % 97 == Long.parseLong(digits.substring(0, 2)));
  }

  private static int weighted(String digits, int first) {
    int sum = 0;
    for (int i = 0; i < digits.length() - 1; i++) {
      sum += (first - i) * (digits.charAt(i) - '0');
    }
    return 11 - sum % 11;
  }

  /** Ten and eleven count as zero. */
  private static boolean tenIsZero(String digits) {
    return weighted(digits, 9) >= 10 && last(digits) == 0;
  }

  private static boolean swiss(String digits) {
    int sum = 0;
    for (int i = 0; i < SWISS.length; i++) {
      sum += SWISS[i] * (digits.charAt(i) - '0');
    }
    return (11 - sum % 11) % 11 == last(digits);
  }

  private static int last(String digits) {
    return digits.charAt(digits.length() - 1) - '0';
  }
}
