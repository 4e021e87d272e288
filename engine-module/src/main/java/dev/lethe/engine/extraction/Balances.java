package dev.lethe.engine.extraction;

import dev.lethe.engine.extraction.value.Amounts;
import dev.lethe.engine.extraction.value.Dates;
import dev.lethe.engine.extraction.value.Found;
import dev.lethe.engine.layout.TextRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Balances of accounts: their sign, and those that differ by nothing but their date. */
final class Balances {

  private static final Pattern DATED =
      Pattern.compile("(?i).*(?<!\\p{L})(kontostand|saldo|solde|balance)(?!\\p{L}).*");

  private static final Pattern OTHER =
      Pattern.compile("(?i).*(available|minimum|average|verf[üu]gbar|disponible|durchschnitt).*");

  /** Marks of a debit behind an amount: German Soll, British debit and overdrawn. */
  private static final Set<String> DEBIT = Set.of("S", "D", "DR", "OD", "SOLL", "-");

  private Balances() {}

  /** A balance with the sign that a mark behind it gives. */
  static Finding signed(Finding finding) {
    Candidate candidate = finding.candidate();
    TextRun row = candidate.row();
    boolean debit =
        candidate.to() >= 0
            && candidate.to() < row.words().size()
            && DEBIT.contains(
                row.words().get(candidate.to()).text().toUpperCase(java.util.Locale.ROOT));
    return debit && !candidate.value().startsWith("-")
        ? new Finding(
            candidate.valued("-" + candidate.value()), finding.score(), finding.validations())
        : finding;
  }

  /** The first or the last of several balances, each of which has a date and one amount. */
  static Optional<Finding> dated(DocumentLayout document, boolean last) {
    List<Finding> balances = new ArrayList<>();
    document
        .rows()
        .filter(r -> DATED.matcher(r.text()).matches() && !OTHER.matcher(r.text()).matches())
        .forEach(
            row -> {
              List<Found> dates = Dates.in(row.text(), document.dateOrder());
              List<Found> amounts =
                  Amounts.in(row.text()).stream()
                      .filter(a -> a.quality() >= 0.8)
                      .filter(a -> dates.stream().noneMatch(d -> overlap(a, d)))
                      .toList();
              if (dates.size() == 1 && amounts.size() == 1) {
                balances.add(signed(Finding.of(Candidates.candidate(row, amounts.get(0)), 0.7)));
              }
            });
    return balances.size() < 2
        ? Optional.empty()
        : Optional.of(balances.get(last ? balances.size() - 1 : 0));
  }

  private static boolean overlap(Found a, Found b) {
    return a.start() < b.end() && b.start() < a.end();
  }
}
