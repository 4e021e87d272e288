package dev.lethe.engine.extraction;

import dev.lethe.engine.extraction.value.Currencies;
import dev.lethe.engine.extraction.value.Found;
import dev.lethe.engine.layout.TextRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The currency of a whole document. A code or name tells it wherever it stands; a sign only at an
 * amount, since what is misread is often taken for one.
 */
final class DocumentCurrency {

  private static final double NAMED = 0.85;

  /** Surely read, a sign may stand alone, such as in a table's head. */
  private static final double SURE = 0.8;

  private static final Pattern AMOUNT_AFTER = Pattern.compile("\\s?-?\\d.*");
  private static final Pattern AMOUNT_BEFORE = Pattern.compile(".*\\d[.,]\\d{2}\\s?");

  /** No market but those that write a comma puts a dollar's sign behind. */
  private static final Pattern AMOUNT_BEFORE_DOLLAR = Pattern.compile(".*\\d,\\d{2}\\s?");

  private DocumentCurrency() {}

  static Optional<Finding> of(DocumentLayout document) {
    List<Candidate> signs = new ArrayList<>();
    for (TextRun row : document.rows().toList()) {
      String text = row.text();
      int at = 0;
      Optional<Found> found = Currencies.firstIn(text);
      while (found.isPresent()) {
        Found here = moved(found.get(), at);
        Candidate candidate = Candidates.candidate(row, here);
        if (Character.isLetter(text.charAt(here.start()))) {
          return Optional.of(Finding.of(candidate, NAMED));
        }
        if (isMeant(candidate, text, here)) {
          signs.add(candidate);
        }
        at = here.end();
        found = Currencies.firstIn(text.substring(at));
      }
    }
    return signs.stream().findFirst().map(sign -> Finding.of(sign, NAMED));
  }

  private static Found moved(Found found, int by) {
    return new Found(found.start() + by, found.end() + by, found.value(), found.quality());
  }

  private static boolean isMeant(Candidate sign, String text, Found at) {
    String before = text.substring(0, at.start());
    String after = text.substring(at.end());
    if (AMOUNT_AFTER.matcher(after).matches()) {
      return true;
    }
    boolean dollar = text.charAt(at.start()) == '$';
    boolean behind = AMOUNT_BEFORE.matcher(before).matches();
    if (behind) {
      return !dollar || AMOUNT_BEFORE_DOLLAR.matcher(before).matches();
    }
    return sign.recognition() >= SURE;
  }
}
