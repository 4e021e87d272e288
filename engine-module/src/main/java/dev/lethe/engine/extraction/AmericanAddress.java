package dev.lethe.engine.extraction;

import dev.lethe.engine.layout.PageLayout;
import dev.lethe.engine.layout.TextRun;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** An address without a label, known by its last line of town, state and ZIP code. */
final class AmericanAddress {

  private static final Pattern TOWN =
      Pattern.compile("\\p{Lu}[\\p{L} .'-]+,? +[A-Z]{2},? +\\d{5}(?:-?\\d{4})?");

  /** A street, which begins with the number of the house, perhaps after that of the field. */
  private static final Pattern STREET = Pattern.compile("(?:8[.]? +)?(\\d{1,6}[A-Z]? +\\p{L}.+)");

  private AmericanAddress() {}

  static Optional<Finding> find(DocumentLayout document) {
    for (PageLayout page : document.pages()) {
      for (TextRun segment : page.segments()) {
        if (TOWN.matcher(segment.text()).matches()) {
          Optional<Finding> found = with(segment, page);
          if (found.isPresent()) {
            return found;
          }
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Finding> with(TextRun town, PageLayout page) {
    for (TextRun street : page.segments()) {
      double gap = town.box().top() - street.box().bottom();
      boolean above =
          street != town
              && gap > -0.5 * town.box().height()
              && gap < 1.2 * town.box().height()
              && street.box().sharedX(town.box()) > 0;
      var matcher = STREET.matcher(street.text());
      if (above && matcher.matches()) {
        TextRun plain = street.cut(matcher.start(1), matcher.end(1));
        String value = (plain.text() + ", " + town.text()).replaceAll("\\s+", " ");
        return Optional.of(Finding.of(Candidate.of(List.of(plain, town), value, 1), 0.8));
      }
    }
    return Optional.empty();
  }
}
