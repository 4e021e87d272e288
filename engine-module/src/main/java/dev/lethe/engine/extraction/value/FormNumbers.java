package dev.lethe.engine.extraction.value;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.validator.routines.checkdigit.LuhnCheckDigit;

/** Checks of the numbers that American forms ask for. */
public final class FormNumbers {

  /** Issuer prefix of health applications in the United States, which the check digit covers. */
  private static final String NPI_PREFIX = "80840";

  /** Chapter letter, two characters, and up to four behind a point (ICD-10-CM). */
  private static final Pattern ICD10 = Pattern.compile("[A-TV-Z]\\d[0-9AB](?:\\.[0-9A-Z]{1,4})?");

  /** First two digits that the tax authority does not assign to employers. */
  private static final Set<String> NO_EMPLOYER =
      Set.of(
          "00", "07", "08", "09", "17", "18", "19", "28", "29", "49", "69", "70", "78", "79", "89",
          "96", "97");

  private FormNumbers() {}

  /** National provider identifier: ten digits, the last after Luhn. */
  public static boolean isNpi(String number) {
    return number.matches("[12]\\d{9}")
        && LuhnCheckDigit.LUHN_CHECK_DIGIT.isValid(NPI_PREFIX + number);
  }

  /**
   * Social security or individual taxpayer number: no group of zeros, not area 666; areas from 900
   * upwards are taxpayers' only.
   */
  public static boolean isSocialSecurity(String number) {
    String digits = number.replaceAll("\\D", "");
    if (digits.length() != 9) {
      return false;
    }
    String area = digits.substring(0, 3);
    String group = digits.substring(3, 5);
    boolean taxpayer = area.startsWith("9") && group.matches("[5-9]\\d");
    return !area.equals("000")
        && !area.equals("666")
        && !group.equals("00")
        && !digits.endsWith("0000")
        && (taxpayer || !area.startsWith("9"));
  }

  /** Employer identification number with a prefix that is assigned. */
  public static boolean isEmployer(String number) {
    String digits = number.replaceAll("\\D", "");
    return digits.length() == 9 && !NO_EMPLOYER.contains(digits.substring(0, 2));
  }

  /** Whether each of the codes, parted by commas, has the form of ICD-10-CM. */
  public static boolean areDiagnoses(String codes) {
    return java.util.Arrays.stream(codes.split(",\\s*")).allMatch(c -> ICD10.matcher(c).matches());
  }

  /** In E.164, for a number of the region where it has no country code; empty for no number. */
  public static Optional<String> phone(String printed, String region) {
    PhoneNumberUtil util = PhoneNumberUtil.getInstance();
    try {
      PhoneNumber number = util.parse(printed, region);
      return util.isPossibleNumber(number)
          ? Optional.of(util.format(number, PhoneNumberFormat.E164))
          : Optional.empty();
    } catch (NumberParseException e) {
      return Optional.empty();
    }
  }
}
