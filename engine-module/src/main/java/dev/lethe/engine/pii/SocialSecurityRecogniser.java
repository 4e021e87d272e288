package dev.lethe.engine.pii;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Social security and national identity numbers with the check each country defines. */
final class SocialSecurityRecogniser implements Recogniser {

  private static final String KIND = "social_security_number";
  private static final Pattern CONTEXT =
      Pattern.compile(
          "(?i)ssn|social|security|sozialvers|versicherungsn|rvnr|sv-?nr|national insurance|\\bni(no)?\\b|s[ée]curit[ée]|insee|\\bnir\\b|bsn|ahv|avs|taxpayer");
  private static final Pattern AMERICAN =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}.-])\\d{3}(?:-\\d{2}-| \\d{2} |\\.\\d{2}\\.)\\d{4}(?![\\p{L}\\p{N}]|[.-]\\d)");
  private static final Pattern AMERICAN_PLAIN =
      Pattern.compile("(?<![\\p{L}\\p{N}.-])\\d{9}(?![\\p{L}\\p{N}]|[.-]\\d)");
  private static final Pattern GERMAN =
      Pattern.compile(
          "(?i)(?<![\\p{L}\\p{N}])\\d{2} ?\\d{6} ?[A-Z] ?\\d{2} ?\\d(?![\\p{L}\\p{N}])");
  private static final Pattern FRENCH =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}])[1-478] ?\\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\\d) ?(?:\\d{2}|2[ABab]) ?\\d{3} ?\\d{3}(?: ?\\d{2})(?![\\p{L}\\p{N}])");
  private static final Pattern BRITISH =
      Pattern.compile(
          "(?i)(?<![\\p{L}\\p{N}])(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?:[ -]?\\d{2}){3}[ -]?[A-D](?![\\p{L}\\p{N}])");
  private static final Pattern SWISS =
      Pattern.compile("(?<!\\d)756[. ]?\\d{4}[. ]?\\d{4}[. ]?\\d{2}(?!\\d)");
  private static final Pattern SPANISH =
      Pattern.compile("(?i)(?<![\\p{L}\\p{N}])[XYZ]?-?\\d{7,8}-?[A-HJ-NP-TV-Z](?![\\p{L}\\p{N}])");
  private static final Pattern DUTCH = Pattern.compile("(?<!\\d)\\d{9}(?!\\d)");

  @Override
  public List<Span> in(String line) {
    boolean called = Patterns.mentions(line, CONTEXT);
    List<Span> spans = new ArrayList<>();
    spans.addAll(
        Patterns.spans(
            KIND, AMERICAN, line, m -> isAmerican(m.group()) || isTaxpayer(m.group()) ? 0.85 : 0));
    if (called) {
      spans.addAll(
          Patterns.spans(KIND, AMERICAN_PLAIN, line, m -> isAmerican(m.group()) ? 0.7 : 0));
    }
    if (line.toLowerCase(Locale.ROOT).contains("bsn")) {
      spans.addAll(Patterns.spans(KIND, DUTCH, line, m -> isDutch(m.group()) ? 0.9 : 0));
    }
    spans.addAll(
        Patterns.spans(
            KIND, GERMAN, line, Patterns.ifValid(SocialSecurityRecogniser::isGerman, 0.9)));
    spans.addAll(
        Patterns.spans(
            KIND, FRENCH, line, Patterns.ifValid(SocialSecurityRecogniser::isFrench, 0.9)));
    spans.addAll(Patterns.spans(KIND, BRITISH, line, called ? 0.95 : 0.7));
    spans.addAll(
        Patterns.spans(
            KIND, SWISS, line, Patterns.ifValid(SocialSecurityRecogniser::isSwiss, 0.95)));
    spans.addAll(
        Patterns.spans(
            KIND, SPANISH, line, Patterns.ifValid(SocialSecurityRecogniser::isSpanish, 0.9)));
    return spans;
  }

  /** A taxpayer's number that stands in for a social security number: 9xx and a known group. */
  static boolean isTaxpayer(String text) {
    return Patterns.digits(text).matches("9\\d{2}(?:[56]\\d|7\\d|8[0-8]|9[0-24-9])\\d{4}");
  }

  /** No area 000, 666 or 9xx, no zero group; nor the numbers that advertisements made famous. */
  static boolean isAmerican(String text) {
    String digits = Patterns.digits(text);
    return digits.matches("(?!000|666|9)\\d{3}(?!00)\\d{2}(?!0000)\\d{4}")
        && digits.chars().distinct().count() > 1
        && !digits.equals("123456789")
        && !digits.equals("078051120");
  }

  static boolean isGerman(String text) {
    String plain = text.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
    int letter = plain.charAt(8) - 'A' + 1;
    String digits = plain.substring(0, 8) + String.format("%02d", letter) + plain.substring(9, 11);
    int[] weights = {2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1};
    int sum = 0;
    for (int i = 0; i < 12; i++) {
      int product = (digits.charAt(i) - '0') * weights[i];
      sum += product / 10 + product % 10;
    }
    return sum % 10 == plain.charAt(11) - '0';
  }

  static boolean isFrench(String text) {
    String plain = text.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
    String number = plain.substring(0, 13).replace("2A", "19").replace("2B", "18");
    return number.matches("\\d{13}")
        && 97 - Long.parseLong(number) % 97 == Long.parseLong(plain.substring(13));
  }

  static boolean isSwiss(String text) {
    String digits = Patterns.digits(text);
    int sum = 0;
    for (int i = 0; i < 12; i++) {
      sum += (digits.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
    }
    return (10 - sum % 10) % 10 == digits.charAt(12) - '0';
  }

  static boolean isSpanish(String text) {
    String plain = text.replace("-", "").toUpperCase(Locale.ROOT);
    String digits = plain.substring(0, plain.length() - 1);
    String number = digits.replace('X', '0').replace('Y', '1').replace('Z', '2');
    boolean foreign = Character.isLetter(plain.charAt(0));
    if (number.length() != 8 || (foreign && digits.length() != 8)) {
      return false;
    }
    return "TRWAGMYFPDXBNJZSQVHLCKE".charAt(Integer.parseInt(number) % 23)
        == plain.charAt(plain.length() - 1);
  }

  static boolean isDutch(String text) {
    int sum = 0;
    for (int i = 0; i < 8; i++) {
      sum += (text.charAt(i) - '0') * (9 - i);
    }
    sum -= text.charAt(8) - '0';
    return sum % 11 == 0 && sum > 0;
  }
}
