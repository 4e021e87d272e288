package dev.lethe.engine.extraction;

import dev.lethe.engine.extraction.value.Amounts;
import dev.lethe.engine.extraction.value.BankAccounts;
import dev.lethe.engine.extraction.value.Currencies;
import dev.lethe.engine.extraction.value.Dates;
import dev.lethe.engine.extraction.value.Found;
import dev.lethe.engine.extraction.value.TaxNumbers;
import dev.lethe.engine.extraction.value.VatCheckDigits;
import java.util.List;

/** What speaks for a reading beside the recogniser's own confidence, in votes. */
final class Judges {

  /** A word, a date or an amount that exists speaks against one that does not. */
  private static final double EXISTS = 0.5;

  /** Check digits hardly fit by chance. */
  private static final double FITS = 2;

  private Judges() {}

  static double weight(String text) {
    if (BankAccounts.isIban(text.replaceAll("\\s", "")) || isTaxNumber(text)) {
      return FITS;
    }
    boolean exists =
        Spelling.isKnown(text)
            || isWhole(text, Dates.in(text, Dates.Order.DAY_FIRST))
            || isWhole(text, Amounts.in(text))
            || Currencies.firstIn(text).map(f -> isWhole(text, List.of(f))).orElse(false);
    return exists ? EXISTS : 0;
  }

  private static boolean isTaxNumber(String text) {
    return TaxNumbers.vatIn(text).stream()
        .anyMatch(f -> VatCheckDigits.fit(f.value()).orElse(false));
  }

  /** Whether something well-formed was found that leaves at most a mark at each end. */
  private static boolean isWhole(String text, List<Found> found) {
    return found.stream()
        .anyMatch(f -> f.quality() >= 0.8 && f.start() <= 1 && text.length() - f.end() <= 1);
  }
}
