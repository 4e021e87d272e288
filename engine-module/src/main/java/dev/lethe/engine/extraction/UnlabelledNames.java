package dev.lethe.engine.extraction;

import dev.lethe.engine.layout.PageLayout;
import dev.lethe.engine.layout.TextRun;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names that stand where everybody expects them and so have no label. */
final class UnlabelledNames {

  private static final double HEAD = 0.25;
  private static final double WINDOW = 0.45;

  private static final Pattern INSTITUTION =
      Pattern.compile(
          "(?i).*(?<!\\p{L})(\\p{L}*bank\\p{L}*|banque|banco|banca|sparkasse|volksbank|credit union"
              + "|cr[ée]dit|savings|caisse|building society|statement|auszug|relev[ée])(?!\\p{L}).*");

  private static final Pattern SALUTATION =
      Pattern.compile(
          "(?i)herrn?|frau|mr\\.?|mrs\\.?|ms\\.?|miss|m\\.|mme|monsieur|madame|herrn? und frau");

  private static final Pattern TITLE =
      Pattern.compile(
          "(?i).*(pay ?slip|pay ?stub|earnings|statement|abrechnung|bulletin|member|card|insurance id"
              + "|identification|health insurance card).*");

  private UnlabelledNames() {}

  /** The company in the letterhead: a name with a legal form in the page's head. */
  static Optional<Finding> company(DocumentLayout document) {
    return head(document)
        .filter(s -> PartyFinder.LEGAL_FORM.matcher(s.text()).matches())
        .filter(s -> s.text().length() < 70 && !s.text().matches(".*\\d{3}.*"))
        .findFirst()
        .map(s -> Finding.of(valued(s), 0.7));
  }

  /** The headline in the largest type of the page's head. */
  static Optional<Finding> headline(DocumentLayout document) {
    return head(document)
        .filter(s -> !TITLE.matcher(s.text()).matches() && !document.isLabelled(s, 0.3))
        .filter(s -> s.text().matches("[^\\d]{4,60}"))
        .max(Comparator.comparingDouble(s -> s.box().height()))
        .map(s -> Finding.of(valued(s), 0.6));
  }

  private static java.util.stream.Stream<TextRun> head(DocumentLayout document) {
    PageLayout page = document.pages().get(0);
    return page.segments().stream().filter(s -> s.box().top() < page.page().height() * HEAD);
  }

  /** To whom a letter is addressed: the name over the first address that is not the sender's. */
  static Optional<Finding> addressee(DocumentLayout document) {
    PageLayout page = document.pages().get(0);
    List<TextRun> names =
        AddressBlock.on(page, document).stream()
            .filter(b -> b.box().top() < page.page().height() * WINDOW)
            .map(b -> withoutSalutation(b.lines()))
            .filter(l -> isPerson(l, document))
            .sorted(Comparator.comparingDouble(l -> l.box().left()))
            .toList();
    return names.isEmpty() ? Optional.empty() : Optional.of(Finding.of(valued(names.get(0)), 0.75));
  }

  private static TextRun withoutSalutation(List<TextRun> lines) {
    TextRun first = lines.get(0);
    if (SALUTATION.matcher(first.text()).matches() && lines.size() > 1) {
      return lines.get(1);
    }
    boolean begins =
        first.words().size() > 2 && SALUTATION.matcher(first.words().get(0).text()).matches();
    return begins ? first.words(1, first.words().size()) : first;
  }

  private static boolean isPerson(TextRun line, DocumentLayout document) {
    String text = line.text();
    return !INSTITUTION.matcher(text).matches()
        && !document.isLabelled(line, 0.3)
        && text.length() < 60
        && !text.matches(".*\\d.*")
        && line.words().size() >= 2;
  }

  private static Candidate valued(TextRun run) {
    return Candidate.of(List.of(run), run.text().replace("  ", " ").strip(), 1);
  }
}
