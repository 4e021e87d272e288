package dev.lethe.engine.extraction;

import dev.lethe.engine.extraction.value.Found;
import dev.lethe.engine.layout.TextRun;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name of a tax form and the year for which it is, as its title prints them. */
final class TaxFormTitle {

  private static final Pattern FORM =
      Pattern.compile(
          "(?i)(?:form\\s*)?(W-?2|W-?9|W-?4|1099-?[A-Z]{0,4}|1098(?:-[A-Z])?|1040(?:-[A-Z]+)?|941)(?![\\p{L}\\p{N}])");

  private static final Pattern YEAR =
      Pattern.compile("(?<![\\d/.,-])((?:19|20)\\d{2})(?![\\d/.,-])");

  private TaxFormTitle() {}

  static Optional<Finding> type(DocumentLayout document) {
    return document
        .rows()
        .map(TaxFormTitle::type)
        .flatMap(Optional::stream)
        .max(Comparator.comparingDouble(Finding::score));
  }

  private static Optional<Finding> type(TextRun row) {
    Matcher matcher = FORM.matcher(row.text());
    if (!matcher.find()) {
      return Optional.empty();
    }
    String value =
        matcher
            .group(1)
            .toUpperCase(Locale.ROOT)
            .replaceAll("^W(\\d)", "W-$1")
            .replaceAll("^(1099)([A-Z])", "$1-$2");
    boolean named = matcher.group().toLowerCase(Locale.ROOT).startsWith("form");
    Found found = new Found(matcher.start(1), matcher.end(1), value, 1);
    return Optional.of(Finding.of(Candidates.candidate(row, found), named ? 0.95 : 0.8));
  }

  /** The one year that stands in a row with the form's name or that of the statement. */
  static Optional<Finding> year(DocumentLayout document) {
    return document
        .rows()
        .filter(r -> FORM.matcher(r.text()).find() || isTitle(r))
        .map(TaxFormTitle::year)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static boolean isTitle(TextRun row) {
    String folded = Folding.fold(row.text());
    return folded.contains("taxstatement")
        || folded.contains("nonemployeecompensation")
        || folded.contains("calendaryear");
  }

  private static Optional<Finding> year(TextRun row) {
    Matcher matcher = YEAR.matcher(row.text());
    if (!matcher.find()) {
      return Optional.empty();
    }
    Found found = new Found(matcher.start(1), matcher.end(1), matcher.group(1), 1);
    return matcher.find()
        ? Optional.empty()
        : Optional.of(Finding.of(Candidates.candidate(row, found), 0.8));
  }
}
