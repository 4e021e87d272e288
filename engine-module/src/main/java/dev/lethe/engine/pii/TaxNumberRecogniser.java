package dev.lethe.engine.pii;

import dev.lethe.engine.extraction.value.Found;
import dev.lethe.engine.extraction.value.TaxNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Tax numbers: value added tax numbers by form and context, German tax identification by digit. */
final class TaxNumberRecogniser implements Recogniser {

  private static final Pattern CONTEXT =
      Pattern.compile(
          "(?i)\\b(vat|ust|tva|iva|btw|mwst|uid|tax|steuer|nif|cif|gst|p\\.? ?iva|fiscal|ein\\b|tin\\b|itin)");
  private static final Pattern GERMAN = Pattern.compile("(?<!\\d)[1-9]\\d(?: ?\\d{3}){3}(?!\\d)");
  private static final Pattern GERMAN_REGIONAL =
      Pattern.compile("(?<![\\d/])\\d{2,3}/\\d{3,4}/\\d{4,5}(?![\\d/])");
  private static final Pattern ITALIAN =
      Pattern.compile(
          "(?i)(?<![\\p{L}\\p{N}])[A-Z]{6}\\d{2}[A-EHLMPRST]\\d{2}[A-Z]\\d{3}[A-Z](?![\\p{L}\\p{N}])");
  private static final Pattern EIN = Pattern.compile("(?<![\\d-])\\d{2}-\\d{7}(?![\\d-])");

  @Override
  public List<Span> in(String line) {
    List<Span> spans = new ArrayList<>();
    boolean called = Patterns.mentions(line, CONTEXT);
    List<Found> found = called ? TaxNumbers.labelledIn(line) : TaxNumbers.vatIn(line);
    for (Found number : found) {
      boolean formed = TaxNumbers.hasCountryForm(number.value());
      if (called || (formed && number.value().length() >= 10)) {
        spans.add(new Span("tax_id", number.start(), number.end(), called ? 0.9 : 0.6));
      }
    }
    spans.addAll(
        Patterns.spans(
            "tax_id",
            GERMAN,
            line,
            Patterns.ifValid(TaxNumberRecogniser::isGerman, called ? 0.95 : 0.7)));
    spans.addAll(Patterns.spans("tax_id", ITALIAN, line, 0.95));
    if (called) {
      spans.addAll(Patterns.spans("tax_id", GERMAN_REGIONAL, line, 0.9));
      spans.addAll(Patterns.spans("tax_id", EIN, line, 0.9));
    }
    return spans;
  }

  /** Eleven digits of which exactly one occurs twice or thrice, and ISO 7064 MOD 11,10. */
  static boolean isGerman(String text) {
    String digits = Patterns.digits(text);
    long distinct = digits.substring(0, 10).chars().distinct().count();
    if (distinct != 9 && distinct != 8) {
      return false;
    }
    int product = 10;
    for (int i = 0; i < 10; i++) {
      int sum = (digits.charAt(i) - '0' + product) % 10;
      product = 2 * (sum == 0 ? 10 : sum) % 11;
    }
    return (11 - product) % 10 == digits.charAt(10) - '0';
  }
}
