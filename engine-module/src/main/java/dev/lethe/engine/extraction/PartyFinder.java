package dev.lethe.engine.extraction;

import dev.lethe.engine.layout.Blocks;
import dev.lethe.engine.layout.Box;
import dev.lethe.engine.layout.PageLayout;
import dev.lethe.engine.layout.TextRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds who sent a document and to whom: names and addresses. */
final class PartyFinder {

  /** A postal code beside a town, in the order of most countries or of the English ones. */
  static final Pattern POSTAL =
      Pattern.compile(
          "(?:^|[\\s,•·|-])(?:[A-Z]{1,2}[-\\s])?\\d{4,5}(?:-\\d{3,4})?\\s+\\p{Lu}[\\p{L}.'-]+.*"
              + "|.*\\b[A-Z]{1,2}\\d[A-Z\\d]?\\s?\\d[A-Z]{2}\\b.*"
              + "|.*\\b[A-Z]{2}\\.?,?\\s+\\d{5}(?:-\\d{4})?\\b.*"
              + "|.*\\b\\d{4}\\s?[A-Z]{2}\\s+\\p{Lu}\\p{L}+.*");

  static final Pattern LEGAL_FORM =
      Pattern.compile(
          "(?i).*(?<!\\p{L})(gmbh|ag|kg|ohg|gbr|ug|e\\.?k\\.?|mbh|ltd\\.?|limited|llc|inc\\.?|corp\\.?|corporation|plc|"
              + "sarl|s\\.a\\.r\\.l\\.?|sas|sa|s\\.a\\.?|s\\.l\\.?|srl|s\\.r\\.l\\.?|spa|s\\.p\\.a\\.?|bv|b\\.v\\.?|nv|n\\.v\\.?|"
              + "oy|ab|aps|a/s|sp\\. z o\\.o\\.?|sdn\\.? bhd\\.?|pty|co\\.|company|lda\\.?)(?!\\p{L}).*");

  private static final Pattern CONTACT =
      Pattern.compile(
          "(?i).*(@|www\\.|https?://|\\bphone\\b|\\btel\\b|telefon|\\bfax\\b|e-?mail|hr[ab]\\s?\\d|ust|vat|siret).*");

  private static final Pattern STREET =
      Pattern.compile(
          "(?i).*(str\\.|stra(ß|ss)e|weg\\b|platz|allee|gasse|\\bstreet\\b|\\bst\\.|\\broad\\b|\\brd\\b|avenue|\\bave\\b|\\blane\\b|"
              + "\\brue\\b|boulevard|\\bvia\\b|calle|\\bjalan\\b|p\\.?o\\.? box|postfach|\\bdrive\\b|straat|laan\\b|rua\\b|piazza).*");

  private final DocumentLayout document;

  PartyFinder(DocumentLayout document) {
    this.document = document;
  }

  /** A name and, where it is known, an address. */
  record Party(@Nullable Candidate name, @Nullable Candidate address, double score) {}

  Optional<Party> vendor() {
    Optional<Party> headed = headed("vendor");
    return headed.isPresent() ? headed : unheaded(true);
  }

  Optional<Party> buyer() {
    Optional<Party> headed = headed("buyer");
    return headed.isPresent() ? headed : unheaded(false);
  }

  /** The page part that belongs to the party's heading: down to the next heading of a party. */
  Optional<LabelHit> heading(String concept) {
    return document
        .labels(concept)
        .filter(this::isHeading)
        .max(Comparator.comparingDouble(LabelHit::weight));
  }

  /** A heading stands alone in its segment, or is followed by a colon. */
  private boolean isHeading(LabelHit label) {
    TextRun segment = document.page(label.page()).segmentOf(label.row().words().get(label.from()));
    boolean begins = segment.words().get(0) == label.row().words().get(label.from());
    boolean alone = segment.words().size() == label.to() - label.from();
    String last = label.row().words().get(label.to() - 1).text();
    return begins && (alone || last.endsWith(":"));
  }

  private Optional<Party> headed(String concept) {
    Party best = null;
    for (LabelHit heading : document.labels(concept).filter(this::isHeading).toList()) {
      Party party = under(heading);
      if (party != null && (best == null || party.score() > best.score())) {
        best = party;
      }
    }
    return Optional.ofNullable(best);
  }

  private @Nullable Party under(LabelHit heading) {
    Party table = labelled(heading);
    if (table != null) {
      return table;
    }
    PageLayout page = document.page(heading.page());
    List<TextRun> lines = new ArrayList<>(rightOf(heading, page));
    lines.addAll(below(heading, page));
    List<TextRun> block = addressLines(lines);
    if (block.isEmpty()) {
      return null;
    }
    return party(block, 0.9 * heading.weight());
  }

  /** "Name: …" and "Address: …" in the rows below the heading. */
  private @Nullable Party labelled(LabelHit heading) {
    PageLayout page = document.page(heading.page());
    double until = nextHeading(heading);
    Candidate name = null;
    Candidate address = null;
    for (TextRun row : page.rows()) {
      double y = row.box().centerY();
      if (y <= heading.box().bottom() || y >= until) {
        continue;
      }
      LabelHit first = firstLabel(row);
      if (first == null || first.to() >= row.words().size()) {
        continue;
      }
      if (first.concept().equals("name") && name == null) {
        name = value(row.words(first.to(), row.words().size()));
      } else if (first.concept().equals("address") && address == null) {
        address = addressFrom(page, row, first, until);
      }
    }
    return name == null ? null : new Party(name, address, 1.0 * heading.weight());
  }

  private @Nullable Candidate addressFrom(
      PageLayout page, TextRun row, LabelHit label, double until) {
    List<TextRun> lines = new ArrayList<>();
    TextRun first = row.words(label.to(), row.words().size());
    lines.add(first);
    for (TextRun next : page.rows()) {
      boolean follows = next.box().top() > row.box().centerY() && next.box().centerY() < until;
      if (follows) {
        boolean continues =
            firstLabel(next) == null
                && Math.abs(next.box().left() - first.box().left()) < page.textHeight() * 1.5;
        if (!continues) {
          break;
        }
        lines.add(next);
      }
    }
    return address(lines);
  }

  private @Nullable LabelHit firstLabel(TextRun row) {
    return document.labels().stream()
        .filter(l -> l.row() == row && l.from() == 0)
        .findFirst()
        .orElse(null);
  }

  private double nextHeading(LabelHit heading) {
    double next = Double.MAX_VALUE;
    for (LabelHit other : document.labels()) {
      boolean party = Set.of("vendor", "buyer", "other-party").contains(other.concept());
      if (party
          && other.page() == heading.page()
          && other.box().top() > heading.box().bottom()
          && other.box().sharedX(heading.box()) > 0
          && isHeading(other)) {
        next = Math.min(next, other.box().top());
      }
    }
    return next;
  }

  private List<TextRun> rightOf(LabelHit heading, PageLayout page) {
    if (heading.to() >= heading.row().words().size()) {
      return List.of();
    }
    TextRun rest = heading.row().words(heading.to(), heading.row().words().size());
    TextRun segment = page.segmentOf(rest.words().get(0));
    boolean own = segment.words().contains(heading.row().words().get(heading.to() - 1));
    boolean colon = heading.row().words().get(heading.to() - 1).text().endsWith(":");
    if (!own && !colon) {
      return List.of();
    }
    int count = 0;
    for (int i = 0; i < rest.words().size(); i++) {
      if (segment.words().contains(rest.words().get(i))) {
        count++;
      }
    }
    return count == 0 ? List.of() : List.of(rest.words(0, count));
  }

  /** Segments below the heading that start near its left edge, down to a wide gap. */
  private List<TextRun> below(LabelHit heading, PageLayout page) {
    Box head = heading.box();
    double height = page.textHeight();
    double last = head.bottom();
    double until = nextHeading(heading);
    List<TextRun> lines = new ArrayList<>();
    for (TextRun segment : page.segments()) {
      Box box = segment.box();
      if (box.top() < head.bottom() - 0.4 * height || box.centerY() > until) {
        continue;
      }
      boolean aligned =
          box.left() > head.left() - 3 * height
              && box.left() < Math.max(head.right(), head.left() + 12 * height);
      if (!aligned) {
        continue;
      }
      if (box.top() - last > (lines.isEmpty() ? 3.2 : 2.4) * height) {
        break;
      }
      if (!lines.isEmpty() && box.centerY() < last) {
        continue;
      }
      lines.add(segment);
      last = box.bottom();
    }
    return lines;
  }

  /** The name and address among lines: identifiers and contacts are left out. */
  private List<TextRun> addressLines(List<TextRun> lines) {
    List<TextRun> kept = new ArrayList<>();
    for (TextRun line : lines) {
      if (kept.size() >= 7) {
        break;
      }
      if (isNoise(line)) {
        if (kept.isEmpty()) {
          continue;
        }
        break;
      }
      kept.add(line);
      if (kept.size() > 1 && POSTAL.matcher(line.text()).find()) {
        break;
      }
    }
    return kept;
  }

  private boolean isNoise(TextRun line) {
    String text = line.text();
    boolean labelled =
        document.labels().stream()
            .anyMatch(
                l ->
                    l.row().words().contains(line.words().get(0))
                        && l.row().words().get(l.from()) == line.words().get(0)
                        && !l.concept().equals("name")
                        && !l.concept().equals("address")
                        && !l.concept().equals("vendor")
                        && l.weight() > 0.45
                        && (l.to() - l.from() < line.words().size() || l.weight() > 0.6));
    long letters = text.chars().filter(Character::isLetter).count();
    return labelled || letters < 2 || (text.contains("@") && !text.contains(" "));
  }

  private @Nullable Party party(List<TextRun> block, double score) {
    Candidate name = value(block.get(0));
    if (name == null) {
      return null;
    }
    Candidate address = block.size() > 1 ? address(block.subList(1, block.size())) : null;
    return new Party(name, address, score);
  }

  private static @Nullable Candidate value(TextRun run) {
    String text = run.text().replaceAll("^[\\s:;,.•·|-]+|[\\s:;,•·|]+$", "").strip();
    return text.length() < 2 ? null : Candidate.of(List.of(run), text, 1);
  }

  static @Nullable Candidate address(List<TextRun> lines) {
    if (lines.isEmpty()) {
      return null;
    }
    List<String> parts =
        lines.stream()
            .map(l -> l.text().replaceAll("^[\\s:;,.•·|-]+|[\\s:;,•·|]+$", ""))
            .filter(p -> !p.isBlank())
            .toList();
    return parts.isEmpty() ? null : Candidate.of(lines, String.join(", ", parts), 1);
  }

  /** Without headings: address blocks of the first page, told apart by what stands in them. */
  private Optional<Party> unheaded(boolean vendor) {
    if (document.pages().isEmpty()) {
      return Optional.empty();
    }
    PageLayout page = document.pages().get(0);
    List<Block> blocks = blocks(page);
    Optional<String> sender = senderLine(page);
    Block best = null;
    double bestScore = 0;
    for (Block block : blocks) {
      double score = vendor ? vendorScore(block, page, sender) : buyerScore(block, page, sender);
      if (score > bestScore) {
        best = block;
        bestScore = score;
      }
    }
    if (best == null) {
      return vendor ? letterhead(page) : Optional.empty();
    }
    return Optional.ofNullable(party(best.address(), Math.min(0.75, bestScore)));
  }

  private record Block(List<TextRun> all, List<TextRun> address) {}

  private List<Block> blocks(PageLayout page) {
    List<Block> found = new ArrayList<>();
    for (List<TextRun> block : Blocks.of(page)) {
      int postal = -1;
      for (int i = 0; i < block.size() && postal < 0; i++) {
        if (i > 0 && POSTAL.matcher(block.get(i).text()).find()) {
          postal = i;
        }
      }
      if (postal > 0) {
        int from = Math.max(0, postal - 4);
        List<TextRun> lines = new ArrayList<>(block.subList(from, postal + 1));
        while (lines.size() > 1 && isNoise(lines.get(0))) {
          lines.remove(0);
        }
        if (lines.size() > 1) {
          found.add(new Block(block, lines));
        }
      }
    }
    return found;
  }

  private double vendorScore(Block block, PageLayout page, Optional<String> sender) {
    double score = 0.3;
    String name = block.address().get(0).text();
    score += block.all().stream().anyMatch(l -> CONTACT.matcher(l.text()).matches()) ? 0.2 : 0;
    score +=
        sender.map(s -> Folding.fold(s).startsWith(Folding.fold(name))).orElse(false) ? 0.4 : 0;
    score += 0.1 * Math.min(2, occurrences(name) - 1);
    score += LEGAL_FORM.matcher(name).matches() ? 0.05 : 0;
    score += block.address().get(0).box().left() > page.page().width() * 0.5 ? 0.12 : 0;
    score += matchesDomain(name) ? 0.3 : 0;
    return score;
  }

  private double buyerScore(Block block, PageLayout page, Optional<String> sender) {
    double score = 0.45;
    Box box = block.address().get(0).box();
    String name = block.address().get(0).text();
    score -= block.all().stream().anyMatch(l -> CONTACT.matcher(l.text()).matches()) ? 0.25 : 0;
    score -=
        sender.map(s -> Folding.fold(s).startsWith(Folding.fold(name))).orElse(false) ? 0.5 : 0;
    score -= 0.1 * Math.min(2, occurrences(name) - 1);
    score += box.left() < page.page().width() * 0.3 ? 0.12 : 0;
    score -= box.top() > page.page().height() * 0.45 ? 0.4 : 0;
    score -= matchesDomain(name) ? 0.3 : 0;
    return score;
  }

  private long occurrences(String name) {
    String folded = Folding.fold(name);
    return document.rows().filter(r -> Folding.fold(r.text()).contains(folded)).count();
  }

  /** Whether the name is also that of the mail or web address on the page. */
  private boolean matchesDomain(String name) {
    String first = Folding.fold(name.split("\\s+")[0]);
    if (first.length() < 4) {
      return false;
    }
    return document
        .rows()
        .map(r -> r.text().toLowerCase(Locale.ROOT))
        .anyMatch(
            t ->
                t.matches(
                    ".*(@|www\\.)[a-z0-9.-]*"
                        + Pattern.quote(first)
                        + "[a-z0-9.-]*\\.[a-z]{2,}.*"));
  }

  /** The small line above a window address that holds the sender's whole address. */
  private static Optional<String> senderLine(PageLayout page) {
    return page.rows().stream()
        .filter(r -> r.box().top() < page.page().height() * 0.4)
        .flatMap(r -> page.segments().stream().filter(s -> r.words().contains(s.words().get(0))))
        .map(TextRun::text)
        .filter(t -> t.matches(".+[•·|●,–-].+\\d{4,5}\\s+\\p{Lu}.*") && t.length() > 20)
        .map(t -> t.split("\\s*[•·|●,–]\\s*|\\s-\\s")[0])
        .findFirst();
  }

  /** The first prominent line that could be a name. */
  private Optional<Party> letterhead(PageLayout page) {
    TextRun best = null;
    double bestScore = 0;
    for (TextRun segment : page.segments()) {
      String text = segment.text();
      boolean top = segment.box().top() < page.page().height() * 0.3;
      if (!top
          || isNoise(segment)
          || text.matches(".*\\d{3,}.*")
          || STREET.matcher(text).matches()) {
        continue;
      }
      double score =
          segment.box().height() / page.textHeight()
              + (LEGAL_FORM.matcher(text).matches() ? 1 : 0)
              + (matchesDomain(text) ? 1 : 0)
              - segment.box().top() / page.page().height();
      if (score > bestScore && !isTitle(text)) {
        best = segment;
        bestScore = score;
      }
    }
    return best == null ? Optional.empty() : Optional.ofNullable(party(List.of(best), 0.35));
  }

  private static boolean isTitle(String text) {
    String folded = Folding.fold(text);
    return folded.matches(
        "(commercial|tax|vat|proforma)?(invoice|rechnung|facture|factura|fattura|factuur|fatura|creditnote|gutschrift|receipt|quittung|original|copy|kopie|duplicate)(tax)?[0-9#]*");
  }
}
