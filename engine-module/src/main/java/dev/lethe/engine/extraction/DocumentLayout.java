package dev.lethe.engine.extraction;

import dev.lethe.engine.extraction.value.Dates;
import dev.lethe.engine.layout.PageLayout;
import dev.lethe.engine.layout.TextRun;
import dev.lethe.engine.page.PageText;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All that one extraction knows of its document. */
final class DocumentLayout {

  private final List<PageLayout> pages;
  private final List<LabelHit> labels;
  private final Dates.Order dateOrder;

  DocumentLayout(List<PageText> pages, LabelLexicon lexicon, Optional<String> language) {
    this.pages = pages.stream().map(PageLayout::of).toList();
    this.labels = this.pages.stream().flatMap(p -> lexicon.hitsOn(p).stream()).toList();
    this.dateOrder =
        Dates.provenOrder(rows().map(TextRun::text)::iterator).orElseGet(() -> usual(language));
  }

  List<PageLayout> pages() {
    return pages;
  }

  Stream<TextRun> rows() {
    return pages.stream().flatMap(p -> p.rows().stream());
  }

  PageLayout page(int number) {
    return pages.stream().filter(p -> p.number() == number).findFirst().orElseThrow();
  }

  /** Every label of the lexicon on any page, in reading order. */
  List<LabelHit> labels() {
    return labels;
  }

  Stream<LabelHit> labels(String concept) {
    return labels.stream().filter(l -> l.concept().equals(concept));
  }

  Dates.Order dateOrder() {
    return dateOrder;
  }

  boolean digital() {
    return pages.stream().allMatch(p -> p.page().digital());
  }

  boolean isEmpty() {
    return pages.stream().allMatch(p -> p.rows().isEmpty());
  }

  /** Only Americans set the month first; their documents show it by their money or their words. */
  private Dates.Order usual(Optional<String> language) {
    boolean english = language.map(l -> l.startsWith("en")).orElse(true);
    boolean american =
        rows()
            .map(TextRun::text)
            .anyMatch(
                t ->
                    t.matches(".*\\b[A-Z]{2},? \\d{5}(-\\d{4})?\\b.*")
                        || t.matches(".*(\\bUSD\\b|\\bZIP\\b|\\bSSN\\b|(?<![A-Z])\\$\\s?\\d).*"));
    return english && american ? Dates.Order.MONTH_FIRST : Dates.Order.DAY_FIRST;
  }
}
