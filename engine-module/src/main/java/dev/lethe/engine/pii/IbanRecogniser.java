package dev.lethe.engine.pii;

import dev.lethe.engine.extraction.value.BankAccounts;
import dev.lethe.engine.extraction.value.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** IBANs. One with wrong check digits is as private as a right one when it is called an IBAN. */
final class IbanRecogniser implements Recogniser {

  private static final Pattern CONTEXT = Pattern.compile("(?i)iban|konto|account|compte");

  @Override
  public List<Span> in(String line) {
    List<Span> spans = new ArrayList<>();
    for (Found found : BankAccounts.ibansIn(line)) {
      spans.add(new Span("iban", found.start(), found.end(), 1));
    }
    boolean called = Patterns.mentions(line, CONTEXT);
    for (Found found : BankAccounts.ibanLikeIn(line)) {
      boolean taken =
          spans.stream().anyMatch(s -> s.start() < found.end() && found.start() < s.end());
      if (!taken && (called || found.quality() == 1)) {
        spans.add(new Span("iban", found.start(), found.end(), 0.7));
      }
    }
    return spans;
  }
}
