package dev.lethe.engine.extraction;

import dev.lethe.engine.extraction.Evidence.Place;
import dev.lethe.engine.layout.Box;
import dev.lethe.engine.layout.PageLayout;
import dev.lethe.engine.layout.TextRun;
import dev.lethe.engine.page.Word;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Brings labels and candidates together: to the right in a row, or below in a column. */
final class Associations {

  private static final double FARTHEST_BELOW = 9;

  /** Words of a date that belongs to the label, as in {@code Balance on 3/31/2026 120.00}. */
  private static final Pattern DATE_WORD =
      Pattern.compile(
          "(?i)on|as|of|am|vom|per|zum|au|le|\\d{1,2}[./-]\\d{1,2}[./-](?:\\d{2}|\\d{4})?|\\d{4}-\\d{2}-\\d{2}");

  private final DocumentLayout document;
  private final FieldScorer scorer;
  private final Map<TextRun, List<LabelHit>> labelsByRow = new HashMap<>();

  Associations(DocumentLayout document, FieldScorer scorer) {
    this.document = document;
    this.scorer = scorer;
    for (LabelHit label : document.labels()) {
      labelsByRow.computeIfAbsent(label.row(), r -> new ArrayList<>()).add(label);
    }
  }

  /** A candidate with the label that speaks best for it. */
  record Scored(Candidate candidate, double score, LabelHit label, Place place) {}

  /** All candidates for which a label of one of the concepts speaks, best first. */
  List<Scored> rank(Collection<Candidate> candidates, Set<String> concepts) {
    Map<Integer, List<LabelHit>> labels =
        document.labels().stream()
            .filter(l -> concepts.contains(l.concept()))
            .collect(Collectors.groupingBy(LabelHit::page));
    List<Scored> ranked = new ArrayList<>();
    for (Candidate candidate : candidates) {
      best(candidate, labels.getOrDefault(candidate.page(), List.of()), concepts)
          .ifPresent(ranked::add);
    }
    ranked.sort(Comparator.comparingDouble(Scored::score).reversed());
    return ranked;
  }

  private Optional<Scored> best(Candidate candidate, List<LabelHit> labels, Set<String> concepts) {
    Scored best = null;
    for (LabelHit label : labels) {
      Evidence evidence = evidence(label, candidate, concepts);
      if (evidence == null) {
        continue;
      }
      double score = scorer.score(evidence);
      if (score > 0.05 && (best == null || score > best.score())) {
        best = new Scored(candidate, score, label, evidence.place());
      }
    }
    return Optional.ofNullable(best);
  }

  private @Nullable Evidence evidence(LabelHit label, Candidate candidate, Set<String> concepts) {
    if (label.row() == candidate.row()) {
      return beside(label, candidate, concepts);
    }
    return isSlanted(label, candidate)
        ? new Evidence(
            Place.RIGHT,
            label.weight(),
            1,
            0,
            0,
            candidate.quality(),
            isOwned(candidate),
            candidate.recognition())
        : below(label, candidate, concepts);
  }

  /** On a slanted page a value to the right of a label may have become a row of its own. */
  private boolean isSlanted(LabelHit label, Candidate candidate) {
    if (label.to() < label.row().words().size() || document.digital()) {
      return false;
    }
    Box box = label.box();
    Box value = candidate.box();
    double height = Math.max(box.height(), value.height());
    return candidate.from() <= 1
        && value.left() > box.right()
        && Math.abs(value.centerY() - box.centerY()) < 1.1 * height;
  }

  private @Nullable Evidence beside(LabelHit label, Candidate candidate, Set<String> concepts) {
    if (candidate.from() < label.to()) {
      return null;
    }
    for (LabelHit other : labelsByRow.getOrDefault(label.row(), List.of())) {
      boolean between = other.from() >= label.to() && other.from() < candidate.from();
      boolean overlaps = other.to() > candidate.from();
      if (between && !overlaps && !concepts.contains(other.concept()) && !isAside(other)) {
        return null;
      }
    }
    int between = foreignWords(label.row(), label.to(), candidate.from());
    return new Evidence(
        Place.RIGHT,
        weightInRow(label, concepts),
        between,
        0,
        0,
        candidate.quality(),
        false,
        candidate.recognition());
  }

  /**
   * A weak label such as {@code of} or {@code date} takes its meaning from what stands before it:
   * the label of the document's number strengthens it, that of another thing takes it away.
   */
  private double weightInRow(LabelHit label, Set<String> concepts) {
    double weight = label.weight() * (isWithinSentence(label) ? 0.75 : 1);
    if (label.weight() > 0.7) {
      return weight;
    }
    for (LabelHit other : labelsByRow.getOrDefault(label.row(), List.of())) {
      if (other.to() <= label.from() && !concepts.contains(other.concept())) {
        boolean number = other.concept().equals("invoice_number");
        weight =
            number
                ? Math.max(weight, 0.85)
                : other.concept().startsWith("other-") ? weight * 0.4 : weight;
      }
    }
    return weight;
  }

  /** A label follows words of no label in its own segment, as {@code total} in prose. */
  private boolean isWithinSentence(LabelHit label) {
    if (label.from() == 0) {
      return false;
    }
    Word before = label.row().words().get(label.from() - 1);
    boolean letters = before.text().chars().filter(Character::isLetter).count() >= 2;
    boolean near = document.segmentOf(label).words().contains(before);
    boolean labelled =
        labelsByRow.getOrDefault(label.row(), List.of()).stream()
            .anyMatch(l -> l.to() == label.from());
    return letters && near && !labelled && !before.text().endsWith(":");
  }

  /** Labels that name no value of their own but stand within others, as the currency does. */
  private static boolean isAside(LabelHit label) {
    return label.row().words().get(label.from()).text().startsWith("(")
        || label.concept().equals("currency")
        || label.concept().equals("name");
  }

  private static int foreignWords(TextRun row, int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      String folded = Folding.fold(row.words().get(i).text());
      boolean sign =
          folded.isEmpty()
              || folded.equals("eur")
              || folded.equals("usd")
              || folded.equals("gbp")
              || folded.equals("rm")
              || folded.equals("#")
              || folded.equals("inkl")
              || folded.equals("in");
      boolean dated = DATE_WORD.matcher(row.words().get(i).text()).matches();
      boolean rate = row.words().get(i).text().matches("\\(?\\d{1,2}([.,]\\d{1,2})?\\s?%?\\)?%?:?");
      count += sign || rate || dated ? 0 : 1;
    }
    return count;
  }

  private @Nullable Evidence below(LabelHit label, Candidate candidate, Set<String> concepts) {
    Box upper = label.box();
    Box lower = candidate.box();
    double height = document.page(label.page()).typeHeight();
    double distance = (lower.top() - upper.bottom()) / height;
    if (distance < -0.3 || distance > FARTHEST_BELOW || upper.sharedX(lower) <= 0) {
      return null;
    }
    boolean sameConceptBefore = false;
    boolean owned = false;
    for (LabelHit other : labelsByRow.getOrDefault(candidate.row(), List.of())) {
      if (other.to() <= candidate.from()
          && foreignWords(candidate.row(), other.to(), candidate.from()) == 0) {
        owned |= !concepts.contains(other.concept()) && !isAside(other);
        sameConceptBefore |= concepts.contains(other.concept());
      }
    }
    double valueBeside = !hasValueBeside(label) ? 1 : endsWithColon(label) ? 0.25 : 0.6;
    double covered = coveredBetween(label, candidate) ? 0.5 : 1;
    return sameConceptBefore
        ? null
        : new Evidence(
            Place.BELOW,
            label.weight() * valueBeside * covered,
            0,
            distance,
            isAmount(candidate) ? 0.035 : 0.07,
            candidate.quality(),
            owned,
            candidate.recognition());
  }

  /** Columns of amounts are long, and their last row is often the wanted one. */
  private static boolean isAmount(Candidate candidate) {
    return candidate.value().matches("-?\\d+\\.\\d{2}");
  }

  /** A label that is followed by words in its own segment has its value there. */
  private boolean hasValueBeside(LabelHit label) {
    if (label.to() >= label.row().words().size()) {
      return false;
    }
    PageLayout page = document.page(label.page());
    TextRun segment = page.segmentOf(label.row().words().get(label.to() - 1));
    int end = segment.words().size() - 1;
    return segment.words().get(end) != label.row().words().get(label.to() - 1)
        && foreignWords(label.row(), label.to(), label.to() + 1) > 0;
  }

  /** After a colon in its own segment a label's value stands there and nowhere below. */
  private static boolean endsWithColon(LabelHit label) {
    return label.row().words().get(label.to() - 1).text().endsWith(":");
  }

  /** Whether another label stands between label and value in their column. */
  private boolean coveredBetween(LabelHit label, Candidate candidate) {
    Box upper = label.box();
    Box lower = candidate.box();
    for (LabelHit other : document.labelsOn(label.page())) {
      if (other != label) {
        Box box = other.box();
        boolean within = box.centerY() > upper.bottom() && box.centerY() < lower.top();
        if (within && box.sharedX(lower) > 0 && box.sharedX(upper) > 0) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether any label stands directly before the candidate in its row. */
  boolean isOwned(Candidate candidate) {
    return owner(candidate).isPresent();
  }

  /** The label that stands directly before the candidate in its row. */
  Optional<LabelHit> owner(Candidate candidate) {
    return labelsByRow.getOrDefault(candidate.row(), List.of()).stream()
        .filter(l -> l.to() <= candidate.from())
        .filter(l -> foreignWords(candidate.row(), l.to(), candidate.from()) == 0)
        .max(Comparator.comparingInt(LabelHit::to));
  }
}
