package dev.lethe.engine.extraction;

import dev.lethe.engine.extraction.Associations.Scored;
import dev.lethe.engine.page.Word;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Chooses subtotal, tax, total and amount due together: the choice whose sums agree beats a choice
 * of better labels whose sums do not.
 */
final class AmountSolver {

  private static final int KEPT = 9;
  private static final double CENT = 0.011;

  private final Associations associations;
  private final List<Candidate> amounts;
  private final Set<Word> tableHeads;

  /**
   * @param tableHeads the first words of rows that head tables of items, whose columns hold no
   *     totals
   */
  AmountSolver(Associations associations, List<Candidate> amounts, Set<Word> tableHeads) {
    this.tableHeads = tableHeads;
    this.associations = associations;
    this.amounts = amounts;
  }

  /**
   * The choice.
   *
   * @param sums whether subtotal and tax make the total
   */
  record Choice(
      @Nullable Scored subtotal,
      @Nullable Scored tax,
      @Nullable Scored total,
      @Nullable Scored due,
      @Nullable Scored prepaid,
      boolean sums,
      boolean dueFits,
      double value) {}

  Choice solve(Map<String, Set<String>> concepts) {
    List<Scored> subtotals = options(concepts.getOrDefault("subtotal", Set.of()));
    List<Scored> taxes = options(concepts.getOrDefault("tax", Set.of()));
    List<Scored> totals = options(concepts.getOrDefault("total", Set.of()));
    List<Scored> dues = options(concepts.getOrDefault("due", Set.of()));
    List<Scored> prepaids = options(concepts.getOrDefault("prepaid", Set.of()));
    double largest = totals.stream().mapToDouble(t -> Math.abs(amount(t))).max().orElse(0);
    Choice best = null;
    for (Scored total : orNone(totals)) {
      for (Scored subtotal : orNone(subtotals)) {
        for (Scored tax : orNone(taxes)) {
          Choice choice = withDue(subtotal, tax, total, dues, prepaids, largest);
          if (best == null || choice.value() > best.value()) {
            best = choice;
          }
        }
      }
    }
    return best == null ? new Choice(null, null, null, null, null, false, false, 0) : best;
  }

  private static List<@Nullable Scored> orNone(List<Scored> options) {
    List<@Nullable Scored> all = new ArrayList<>(options);
    all.add(null);
    return all;
  }

  private static Choice withDue(
      @Nullable Scored subtotal,
      @Nullable Scored tax,
      @Nullable Scored total,
      List<Scored> dues,
      List<Scored> prepaids,
      double largest) {
    double value = score(subtotal) + score(tax) + 1.2 * score(total);
    boolean sums = sums(subtotal, tax, total);
    if (sums) {
      // the same sums hold in each row of a table of rates; the largest adds them up
      value += 1.2 + 2 * (largest == 0 ? 0 : Math.abs(amount(total)) / largest);
    } else if (subtotal != null && tax != null && total != null) {
      value -= 0.7;
    }
    value -= conflict(subtotal, total) + conflict(tax, total) + conflict(subtotal, tax);
    if (subtotal != null && total != null && larger(subtotal, total)) {
      value -= 0.6;
    }
    if (tax != null && subtotal != null && Math.abs(amount(tax)) > Math.abs(amount(subtotal))) {
      value -= 0.8;
    }
    if (tax != null && total != null && Math.abs(amount(tax)) > 0.55 * Math.abs(amount(total))) {
      value -= 0.8;
    }
    Choice best = new Choice(subtotal, tax, total, null, null, sums, false, value);
    for (Scored due : dues) {
      for (Scored prepaid : orNone(prepaids)) {
        double more = 0.8 * score(due) + (prepaid == null ? 0 : 0.1 * score(prepaid));
        boolean fits = total != null && near(amount(due), amount(total) - amount(prepaid));
        more += fits ? 0.4 : 0;
        boolean beyond = total != null && Math.abs(amount(due)) > Math.abs(amount(total)) + CENT;
        more -= beyond ? 0.6 : 0;
        if (value + more > best.value()) {
          best = new Choice(subtotal, tax, total, due, prepaid, sums, fits, value + more);
        }
      }
    }
    return best;
  }

  /** One printed amount is not two things, unless it stands twice. */
  private static double conflict(@Nullable Scored a, @Nullable Scored b) {
    return a != null && b != null && a.candidate().box().equals(b.candidate().box()) ? 1.5 : 0;
  }

  private static boolean larger(Scored a, Scored b) {
    return amount(b) >= 0 && amount(a) > amount(b) + CENT;
  }

  private static boolean sums(
      @Nullable Scored subtotal, @Nullable Scored tax, @Nullable Scored total) {
    return subtotal != null
        && tax != null
        && total != null
        && near(amount(subtotal) + amount(tax), amount(total))
        && amount(total) != 0;
  }

  private static boolean near(double a, double b) {
    return Math.abs(a - b) < CENT;
  }

  private static double score(@Nullable Scored scored) {
    return scored == null ? 0 : scored.score();
  }

  static double amount(@Nullable Scored scored) {
    return scored == null ? 0 : new BigDecimal(scored.candidate().value()).doubleValue();
  }

  private List<Scored> options(Set<String> concepts) {
    if (concepts.isEmpty()) {
      return List.of();
    }
    return associations.rank(amounts, concepts).stream()
        .filter(s -> s.score() > 0.22)
        .filter(
            s ->
                s.place() != Evidence.Place.BELOW
                    || !tableHeads.contains(s.label().row().words().get(0)))
        .limit(KEPT)
        .toList();
  }

  /** An amount of the document that equals the value, if one is printed. */
  static Optional<Candidate> printed(List<Candidate> amounts, BigDecimal value) {
    return amounts.stream()
        .filter(a -> a.quality() >= 0.8 && new BigDecimal(a.value()).compareTo(value) == 0)
        .findFirst();
  }
}
