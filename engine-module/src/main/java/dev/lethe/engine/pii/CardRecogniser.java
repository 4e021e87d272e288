package dev.lethe.engine.pii;

import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.validator.routines.checkdigit.LuhnCheckDigit;

/** Payment card numbers: an issuer's range and Luhn's check digit. */
final class CardRecogniser implements Recogniser {

  private static final Pattern CARD =
      Pattern.compile("(?<![\\p{L}\\p{N}.-])[1-6](?:[ .-]?\\d){11,18}(?![\\p{L}\\p{N}]|[.-]\\d)");

  @Override
  public List<Span> in(String line) {
    return Patterns.spans(
        "payment_card", CARD, line, Patterns.ifValid(CardRecogniser::isCard, 0.95));
  }

  static boolean isCard(String text) {
    String digits = Patterns.digits(text);
    boolean ranged =
        digits.matches(
            "4\\d{12}(\\d{3}){0,2}|5[0-8]\\d{14}|2[2-7]\\d{14}|3[47]\\d{13}|3[0689]\\d{12}|35\\d{14}|(?:1800|2131)\\d{11}|5[06-8]\\d{10,17}|6\\d{11,18}");
    return ranged && LuhnCheckDigit.LUHN_CHECK_DIGIT.isValid(digits);
  }
}
