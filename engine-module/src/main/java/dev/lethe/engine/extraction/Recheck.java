package dev.lethe.engine.extraction;

import dev.lethe.engine.layout.Box;
import dev.lethe.engine.layout.PageLayout;
import dev.lethe.engine.layout.TextRun;
import dev.lethe.engine.page.PageText;
import dev.lethe.engine.page.Word;
import dev.lethe.worker.Validation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads again what the wanted fields touch and what was not surely read: the lines of their values,
 * and what stands at a field's label where no value was found. Never more than some lines, never
 * the page. What the readings agree on replaces the words; the class's reader then decides again,
 * with the alternatives of the words before its checks.
 */
final class Recheck {

  /** Below that a value's line is read again, by the recogniser's own confidence. */
  private static final double UNSURE = 0.9;

  private static final double LABEL = 0.6;
  private static final int MOST_LINES = 12;

  private final DocumentLayout document;
  private final Rereader rereader;

  Recheck(DocumentLayout document, Rereader rereader) {
    this.document = document;
    this.rereader = rereader;
  }

  /** The document with lines read again; empty when all that matters was surely read. */
  Optional<DocumentLayout> of(Map<String, Finding> findings, Set<String> wanted) {
    Map<TextRun, Double> lines = new LinkedHashMap<>();
    for (String field : wanted) {
      Finding finding = findings.get(field);
      if (finding == null) {
        atLabels(field).forEach(l -> lines.put(l, 0.0));
      } else {
        double sure = isFailed(finding) ? 0.1 : 0.2 + finding.candidate().recognition();
        unsure(finding).forEach(l -> lines.merge(l, sure, Math::min));
      }
    }
    lines.keySet().removeIf(l -> document.page(l.page()).page().digital());
    Map<TextRun, TextRun> settled = new LinkedHashMap<>();
    lines.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .limit(MOST_LINES)
        .forEach(
            line ->
                settled.put(
                    line, new SecondLook(document.page(line.page()), rereader).settled(line)));
    return settled.isEmpty() ? Optional.empty() : Optional.of(with(settled));
  }

  private static boolean isFailed(Finding finding) {
    return finding.validations().stream().anyMatch(v -> v.outcome() == Validation.Outcome.FAILED);
  }

  private List<TextRun> unsure(Finding finding) {
    List<TextRun> lines = new ArrayList<>();
    PageLayout page = document.page(finding.candidate().page());
    for (TextRun run : finding.candidate().runs()) {
      boolean sure = run.words().stream().allMatch(w -> w.confidence() >= UNSURE);
      if (run.page() == page.number() && (isFailed(finding) || !sure)) {
        lines.addAll(segmentsAt(page, run.box()));
      }
    }
    return lines;
  }

  /** What stands to the right of a field's labels, and with nothing there, next below. */
  private List<TextRun> atLabels(String field) {
    List<TextRun> lines = new ArrayList<>();
    document
        .labels(field)
        .filter(l -> l.weight() >= LABEL)
        .forEach(
            label -> {
              PageLayout page = document.page(label.page());
              Box box = label.box();
              List<TextRun> beside =
                  segmentsAt(
                          page, new Box(box.left(), box.top(), page.page().width(), box.bottom()))
                      .stream()
                      .filter(s -> s.box().right() > box.right())
                      .limit(2)
                      .toList();
              lines.addAll(beside.isEmpty() ? below(page, box) : beside);
            });
    return lines;
  }

  private static List<TextRun> below(PageLayout page, Box label) {
    return page.segments().stream()
        .filter(s -> s.box().top() > label.centerY() && s.box().sharedX(label) > 0)
        .filter(s -> s.box().top() - label.bottom() < 3 * page.typeHeight())
        .limit(1)
        .toList();
  }

  /** Values may come from words that are no longer the page's own, so places tell. */
  private static List<TextRun> segmentsAt(PageLayout page, Box box) {
    return page.segments().stream()
        .filter(s -> s.box().centerY() > box.top() && s.box().centerY() < box.bottom())
        .filter(s -> s.box().sharedX(box) > 0)
        .toList();
  }

  private DocumentLayout with(Map<TextRun, TextRun> settled) {
    List<PageText> pages = new ArrayList<>();
    for (PageLayout page : document.pages()) {
      PageText old = page.page();
      List<Word> words = new ArrayList<>();
      for (TextRun segment : page.segments()) {
        words.addAll(settled.getOrDefault(segment, segment).words());
      }
      pages.add(
          new PageText(
              old.number(), old.width(), old.height(), words, old.digital(), old.dotsPerInch()));
    }
    return document.of(pages);
  }

  /**
   * What both readings of a document give: the later one, unless checks speak for the earlier one
   * or only that found a value.
   */
  static Map<String, Finding> better(Map<String, Finding> before, Map<String, Finding> after) {
    Map<String, Finding> all = new LinkedHashMap<>(before);
    after.forEach((field, finding) -> all.merge(field, finding, Recheck::better));
    return all;
  }

  private static Finding better(Finding before, Finding after) {
    return checked(before) > checked(after) ? before : after;
  }

  /** Checks passed less checks failed. */
  private static int checked(Finding finding) {
    return finding.validations().stream()
        .mapToInt(
            v ->
                v.outcome() == Validation.Outcome.PASSED
                    ? 1
                    : v.outcome() == Validation.Outcome.FAILED ? -1 : 0)
        .sum();
  }
}
