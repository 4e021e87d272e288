package dev.lethe.engine.extraction;

import dev.lethe.engine.extraction.value.Dates;
import dev.lethe.engine.extraction.value.Found;
import dev.lethe.engine.layout.TextRun;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Periods that are printed as a month, or as two dates without a label. */
final class Periods {

  private static final Pattern NUMERIC_MONTH =
      Pattern.compile("(?<![\\d./-])(0?[1-9]|1[0-2])\\s?[./-]\\s?((?:19|20)\\d{2})(?![\\d./-])");

  private static final Pattern NAMED_MONTH =
      Pattern.compile("(?<![\\p{L}\\d.] ?)(\\p{L}{3,10})\\.? ((?:19|20)\\d{2})(?![\\d./-])");

  /** What stands between the two dates of a period. */
  private static final Pattern BETWEEN =
      Pattern.compile("(?i)\\s*(?:to|through|thru|until|bis|au|al|a|tot|hasta|-|–|—)\\s*");

  private Periods() {}

  /** The month behind a label: its first or its last day. */
  static Optional<Finding> ofMonth(DocumentLayout document, boolean end) {
    return document
        .labels("period")
        .map(label -> month(label, end))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Finding> month(LabelHit label, boolean end) {
    if (label.to() >= label.row().words().size()) {
      return Optional.empty();
    }
    TextRun rest = label.row().words(label.to(), label.row().words().size());
    Matcher numeric = NUMERIC_MONTH.matcher(rest.text());
    if (numeric.find()) {
      YearMonth month =
          YearMonth.of(Integer.parseInt(numeric.group(2)), Integer.parseInt(numeric.group(1)));
      return Optional.of(finding(rest, numeric, month, end, label));
    }
    Matcher named = NAMED_MONTH.matcher(rest.text());
    while (named.find()) {
      List<Found> first =
          Dates.in("1 " + named.group(1) + " " + named.group(2), Dates.Order.DAY_FIRST);
      if (!first.isEmpty()) {
        YearMonth month = YearMonth.from(LocalDate.parse(first.get(0).value()));
        return Optional.of(finding(rest, named, month, end, label));
      }
    }
    return Optional.empty();
  }

  private static Finding finding(
      TextRun run, Matcher matcher, YearMonth month, boolean end, LabelHit label) {
    LocalDate day = end ? month.atEndOfMonth() : month.atDay(1);
    Found found = new Found(matcher.start(), matcher.end(), day.toString(), 1);
    return Finding.of(Candidates.candidate(run, found), 0.8 * label.weight());
  }

  /** Two dates that a word or a dash joins, the first such pair of the document. */
  static Optional<Finding> unlabelled(DocumentLayout document, boolean end) {
    return document
        .rows()
        .limit(40)
        .map(row -> pair(row, document, end))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Finding> pair(TextRun row, DocumentLayout document, boolean end) {
    List<Found> dates = Dates.in(row.text(), document.dateOrder());
    if (dates.size() != 2) {
      return Optional.empty();
    }
    String between = row.text().substring(dates.get(0).end(), dates.get(1).start());
    boolean ordered = dates.get(0).value().compareTo(dates.get(1).value()) < 0;
    return BETWEEN.matcher(between).matches() && ordered
        ? Optional.of(Finding.of(Candidates.candidate(row, dates.get(end ? 1 : 0)), 0.7))
        : Optional.empty();
  }
}
