package dev.lethe.engine.extraction;

import dev.lethe.engine.extraction.value.Dates;
import dev.lethe.engine.layout.PageLayout;
import dev.lethe.engine.layout.TextRun;
import dev.lethe.engine.page.PageText;
import dev.lethe.engine.page.Word;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All that one extraction knows of its document. */
final class DocumentLayout {

  private static final Pattern OTHER_MONEY =
      Pattern.compile(
          "€|£|\\b(?:EUR|GBP|CHF|AUD|SGD|MYR|NZD)\\b|\\bRM\\s?\\d|\\(RM\\)|\\bRM\\b|\\bGST\\b");
  private static final Pattern AMERICAN =
      Pattern.compile(
          "(?<![A-Z])\\$\\s?\\d|\\bUSD\\b|\\bZIP\\b|\\bSSN\\b|\\b(?:AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|DC),? \\d{5}(?:-\\d{4})?\\b");

  private static final Set<String> PARTY =
      Set.of("vendor", "buyer", "other-party", "name", "address");

  private final List<PageLayout> pages;
  private final Optional<String> language;
  private final LabelLexicon lexicon;
  private final List<LabelHit> labels;
  private final Map<Integer, List<LabelHit>> labelsByPage;
  private final Map<Integer, PageLayout> pagesByNumber;
  private final Dates.Order dateOrder;

  DocumentLayout(List<PageText> pages, LabelLexicon lexicon, Optional<String> language) {
    this(pages.stream().map(PageLayout::of).toList(), language, lexicon);
  }

  private DocumentLayout(List<PageLayout> pages, Optional<String> language, LabelLexicon lexicon) {
    this.pages = pages;
    this.language = language;
    this.lexicon = lexicon;
    this.labels = this.pages.stream().flatMap(p -> lexicon.hitsOn(p).stream()).toList();
    this.labelsByPage = labels.stream().collect(Collectors.groupingBy(LabelHit::page));
    this.pagesByNumber =
        pages.stream().collect(Collectors.toMap(PageLayout::number, p -> p, (a, b) -> a));
    this.dateOrder =
        Dates.provenOrder(rows().map(TextRun::text)::iterator).orElseGet(() -> usual(language));
  }

  /** The same document with the labels of another lexicon. */
  DocumentLayout labelledBy(LabelLexicon lexicon) {
    return new DocumentLayout(pages, language, lexicon);
  }

  /** Other words of the same document, under the same labels and in the same language. */
  DocumentLayout of(List<PageText> others) {
    return new DocumentLayout(others, lexicon, language);
  }

  List<PageLayout> pages() {
    return pages;
  }

  Stream<TextRun> rows() {
    return pages.stream().flatMap(p -> p.rows().stream());
  }

  PageLayout page(int number) {
    return Optional.ofNullable(pagesByNumber.get(number)).orElseThrow();
  }

  /** Every label of the lexicon on any page, in reading order. */
  List<LabelHit> labels() {
    return labels;
  }

  /** Every label of a page. */
  List<LabelHit> labelsOn(int page) {
    return labelsByPage.getOrDefault(page, List.of());
  }

  Stream<LabelHit> labels(String concept) {
    return labels.stream().filter(l -> l.concept().equals(concept));
  }

  /** The label with which a line begins, if it does with one. */
  @Nullable LabelHit labelAt(TextRun line) {
    Word first = line.words().get(0);
    return labelsOn(line.page()).stream()
        .filter(l -> l.row().words().get(l.from()) == first)
        .findFirst()
        .orElse(null);
  }

  /** Whether a line begins with a label of at least the weight that is none of a party's. */
  boolean isLabelled(TextRun line, double weight) {
    Word first = line.words().get(0);
    return labelsOn(line.page()).stream()
        .filter(l -> l.row().words().get(l.from()) == first)
        .filter(l -> !PARTY.contains(l.concept()))
        .anyMatch(l -> l.weight() >= weight);
  }

  /** The segment in which the label begins. */
  TextRun segmentOf(LabelHit label) {
    return page(label.page()).segmentOf(label.row().words().get(label.from()));
  }

  /** A heading stands alone in its segment, or is followed by a colon. */
  boolean isHeading(LabelHit label) {
    TextRun segment = segmentOf(label);
    boolean begins = segment.words().get(0) == label.row().words().get(label.from());
    boolean alone = segment.words().size() == label.to() - label.from();
    String last = label.row().words().get(label.to() - 1).text();
    return begins && (alone || last.endsWith(":"));
  }

  Dates.Order dateOrder() {
    return dateOrder;
  }

  /** Region of telephone numbers without a country code, by the document's language. */
  String phoneRegion() {
    return language
        .map(l -> l.substring(0, Math.min(2, l.length())).toLowerCase(Locale.ROOT))
        .filter(l -> !l.equals("en"))
        .map(l -> l.toUpperCase(Locale.ROOT))
        .orElse("US");
  }

  boolean digital() {
    return pages.stream().allMatch(p -> p.page().digital());
  }

  boolean isEmpty() {
    return pages.stream().allMatch(p -> p.rows().isEmpty());
  }

  /** Only Americans set the month first; their documents show it by their money or their states. */
  private Dates.Order usual(Optional<String> language) {
    boolean english = language.map(l -> l.startsWith("en")).orElse(true);
    boolean american = false;
    for (String text : rows().map(TextRun::text).toList()) {
      if (OTHER_MONEY.matcher(text).find()) {
        return Dates.Order.DAY_FIRST;
      }
      american |= AMERICAN.matcher(text).find();
    }
    return english && american ? Dates.Order.MONTH_FIRST : Dates.Order.DAY_FIRST;
  }
}
