package dev.lethe.engine.extraction;

import dev.lethe.engine.layout.Box;
import dev.lethe.engine.layout.PageLayout;
import dev.lethe.engine.layout.TextRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds who sent an invoice and to whom: names and addresses. */
final class PartyFinder {

  static final Pattern LEGAL_FORM =
      Pattern.compile(
          "(?i).*(?<!\\p{L})(gmbh|ag|kg|ohg|gbr|ug|e\\.?k\\.?|mbh|ltd\\.?|limited|llc|inc\\.?|corp\\.?|corporation|plc|"
              + "sarl|s\\.a\\.r\\.l\\.?|sas|sa|s\\.a\\.?|s\\.l\\.?|srl|s\\.r\\.l\\.?|spa|s\\.p\\.a\\.?|bv|b\\.v\\.?|nv|n\\.v\\.?|oy|ab|aps|a/s|sp\\."
              + " z o\\.o\\.?|sdn\\.? bhd\\.?|pty|co\\.|company|lda\\.?)(?!\\p{L}).*");

  private static final Pattern CONTACT =
      Pattern.compile(
          "(?i).*(@|www\\.|https?://|\\bphone\\b|\\btel\\b|telefon|\\bfax\\b|hr[ab]\\s?\\d|ust-?id|\\bvat\\b|siret|tva).*");

  private static final Pattern STREET =
      Pattern.compile(
          "(?i).*(str\\.|stra(ß|ss)e|weg\\b|platz|allee|gasse|\\bstreet\\b|\\bst\\.|\\broad\\b|\\brd\\b|avenue|\\bave\\b|\\blane\\b|\\brue\\b|boulevard|\\bvia\\b|calle|\\bjalan\\b|p\\.?o\\.?"
              + " box|postfach|\\bdrive\\b|straat|laan\\b|rua\\b|piazza|\\bway\\b|all[ée]e|chemin|impasse|quai|promenade|ufer\\b|steig\\b|\\bring\\b|damm\\b|\\bhill\\b|\\bclose\\b|crescent).*");

  private static final Pattern SALUTATION =
      Pattern.compile(
          "(?i)(an|to|firma|herrn?|frau|m\\.|mme|monsieur|madame|mr\\.?|mrs\\.?|ms\\.?|attn:?|c/o)");

  private static final Pattern SENDER_LINE =
      Pattern.compile(
          "(?<name>.{2,60}?)\\s*(?:[•·|●,;]|\\s[–-]\\s|\\s\\*\\s)\\s*(?<rest>.+\\d{4,5}\\s+\\p{Lu}.*)");

  /** A person to whom it is handed within the company; no part of name or address. */
  private static final Pattern ATTENTION =
      Pattern.compile(
          "(?i)(attn|attention|att|fao|z\\.?\\s?h(d|ä?nden)?|zu h[aä]nden( von)?|z\\.?\\s?hd|à"
              + " l['’]attention de|a/c|à l['’]att(n|ention)?|t\\.?a\\.?v|alla"
              + " c\\.?\\s?a|a la atención de|ao cuidado de)[.:]*\\s.*");

  /** What parts an address that was set on one line. */
  private static final String SEPARATOR = "\\s*[•·|●;]\\s*|\\s+[–—-]\\s+";

  /** A label with a long number, as of a telephone or a register. */
  private static final Pattern NUMBERED = Pattern.compile("\\p{L}{2,}.*\\d{2,}.*\\d{3,}");

  private static final Pattern HOUSE = Pattern.compile("\\d{1,4}\\s?[a-zA-Z]?\\s*([,•·|●;–-].*|$)");

  private final DocumentLayout document;

  PartyFinder(DocumentLayout document) {
    this.document = document;
  }

  /** A name and, where it is known, an address. */
  record Party(Candidate name, @Nullable Candidate address, double score) {}

  /** Both sides; either may be unknown. */
  record Parties(Optional<Party> vendor, Optional<Party> buyer) {}

  Parties find() {
    List<Party> vendors = new ArrayList<>(labelled("vendor"));
    List<Party> buyers = new ArrayList<>(labelled("buyer"));
    if (document.pages().isEmpty()) {
      return new Parties(Optional.empty(), Optional.empty());
    }
    PageLayout page = document.pages().get(0);
    Optional<TextRun> sender = senderLine(page);
    Optional<Party> letterhead = letterhead(page);
    for (AddressBlock block : AddressBlock.on(page, document)) {
      party(block, vendorScore(block, page, sender))
          .or(() -> nameless(block, letterhead, vendorScore(block, page, sender)))
          .ifPresent(vendors::add);
      party(block, buyerScore(block, page, sender)).ifPresent(buyers::add);
    }
    sender.flatMap(this::senderParty).ifPresent(vendors::add);
    headed("vendor", page, vendors);
    headed("buyer", page, buyers);
    letterhead
        .filter(l -> buyers.stream().noneMatch(b -> b.score() > 0.6 && isSame(b, l)))
        .map(l -> addressed(l, page))
        .ifPresent(vendors::add);
    return together(joined(vendors), joined(buyers));
  }

  /** One party of each name: where it was found twice, the better score and an address. */
  private static List<Party> joined(List<Party> parties) {
    List<Party> joined = new ArrayList<>();
    for (Party party : parties) {
      List<Party> twins =
          parties.stream()
              .filter(
                  p -> Folding.fold(p.name().value()).equals(Folding.fold(party.name().value())))
              .toList();
      joined.add(
          party.address() != null
              ? party
              : twins.stream()
                  .filter(t -> t.address() != null)
                  .max(Comparator.comparingDouble(Party::score))
                  .map(
                      t ->
                          new Party(
                              party.name(), t.address(), Math.max(party.score(), t.score() - 0.02)))
                  .orElse(party));
    }
    return joined;
  }

  /** The name in the letterhead with the lines below it, if they are an address. */
  private Party addressed(Party letterhead, PageLayout page) {
    TextRun name = letterhead.name().runs().get(0);
    List<TextRun> lines = new ArrayList<>();
    TextRun current = name;
    boolean postal = false;
    while (lines.size() < 4 && !postal) {
      TextRun below = lineBelow(name, current, page);
      if (below == null || document.isLabelled(below, 0.65)) {
        break;
      }
      lines.add(below);
      postal = AddressBlock.POSTAL.matcher(below.text()).find();
      current = below;
    }
    if (!postal) {
      return letterhead;
    }
    TextRun country = lineBelow(name, current, page);
    if (country != null && AddressBlock.isCountry(country.text())) {
      lines.add(country);
    }
    Candidate address = address(lines);
    return new Party(letterhead.name(), address, letterhead.score() + 0.1);
  }

  private static @Nullable TextRun lineBelow(TextRun name, TextRun current, PageLayout page) {
    Box above = current.box();
    return page.segments().stream()
        .filter(s -> s.box().top() > above.centerY())
        .filter(
            s ->
                s.box().top() - above.bottom()
                    < 1.6 * Math.max(s.box().height(), page.typeHeight()))
        .filter(s -> isAligned(name.box(), s.box(), page.typeHeight()))
        .min(Comparator.comparingDouble(s -> s.box().top()))
        .orElse(null);
  }

  private static boolean isAligned(Box name, Box line, double height) {
    return Math.abs(name.left() - line.left()) < height
        || Math.abs(name.right() - line.right()) < height
        || Math.abs(name.centerX() - line.centerX()) < height;
  }

  /** The best pair of different parties. */
  private static Parties together(List<Party> vendors, List<Party> buyers) {
    Parties best = new Parties(Optional.empty(), Optional.empty());
    double bestScore = 0;
    List<Optional<Party>> left = options(vendors);
    List<Optional<Party>> right = options(buyers);
    for (Optional<Party> vendor : left) {
      for (Optional<Party> buyer : right) {
        double score = vendor.map(Party::score).orElse(0.0) + buyer.map(Party::score).orElse(0.0);
        if (score > bestScore && !same(vendor, buyer)) {
          best = new Parties(vendor, buyer);
          bestScore = score;
        }
      }
    }
    return best;
  }

  private static List<Optional<Party>> options(List<Party> parties) {
    List<Optional<Party>> options = new ArrayList<>();
    parties.stream()
        .filter(p -> p.score() > 0.2)
        .sorted(Comparator.comparingDouble(Party::score).reversed())
        .limit(6)
        .forEach(p -> options.add(Optional.of(p)));
    options.add(Optional.empty());
    return options;
  }

  private static boolean same(Optional<Party> a, Optional<Party> b) {
    return a.isPresent() && b.isPresent() && isSame(a.get(), b.get());
  }

  private static boolean isSame(Party a, Party b) {
    Candidate one = a.name();
    Candidate two = b.name();
    return Folding.fold(one.value()).equals(Folding.fold(two.value()))
        || (one.page() == two.page() && one.box().intersects(two.box()));
  }

  /** The heading of a side, to tell whose the numbers below it are. */
  Optional<LabelHit> heading(String concept) {
    return document
        .labels(concept)
        .filter(document::isHeading)
        .max(Comparator.comparingDouble(LabelHit::weight));
  }

  /** "Name: …" and "Address: …" in the rows below a heading, as forms print them. */
  private List<Party> labelled(String concept) {
    List<Party> parties = new ArrayList<>();
    document
        .labels(concept)
        .filter(document::isHeading)
        .forEach(heading -> labelled(heading).ifPresent(parties::add));
    return parties;
  }

  private Optional<Party> labelled(LabelHit heading) {
    PageLayout page = document.page(heading.page());
    double until = nextHeading(heading);
    Candidate name = null;
    Candidate address = null;
    for (TextRun row : page.rows()) {
      double y = row.box().centerY();
      if (y <= heading.box().bottom() || y >= until) {
        continue;
      }
      LabelHit first = document.labelAt(row);
      if (first == null || first.to() >= row.words().size()) {
        continue;
      }
      if (first.concept().equals("name") && name == null) {
        name = beside(first).filter(this::isPlainName).map(PartyFinder::value).orElse(null);
      } else if (first.concept().equals("address") && address == null) {
        address = addressFrom(page, row, first, until);
      }
    }
    return name == null
        ? Optional.empty()
        : Optional.of(new Party(name, address, heading.weight()));
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
            document.labelAt(next) == null
                && Math.abs(next.box().left() - first.box().left()) < page.typeHeight() * 1.5;
        if (!continues) {
          break;
        }
        lines.add(next);
      }
    }
    return address(lines);
  }

  private double nextHeading(LabelHit heading) {
    double next = Double.MAX_VALUE;
    for (LabelHit other : document.labelsOn(heading.page())) {
      if (AddressBlock.isParty(other)
          && other.page() == heading.page()
          && other.box().top() > heading.box().bottom()
          && Math.abs(other.box().left() - heading.box().left()) < 200
          && document.isHeading(other)) {
        next = Math.min(next, other.box().top());
      }
    }
    return next;
  }

  /** What follows a heading directly, when no postal code makes it an address. */
  private void headed(String concept, PageLayout page, List<Party> parties) {
    document
        .labels(concept)
        .filter(l -> l.page() == page.number() && document.isHeading(l))
        .forEach(
            heading -> {
              beside(heading)
                  .filter(this::isPlainName)
                  .or(() -> under(heading, page))
                  .map(PartyFinder::value)
                  .ifPresent(name -> parties.add(new Party(name, null, 0.5 * heading.weight())));
              acrossColumns(heading, page)
                  .map(PartyFinder::value)
                  .ifPresent(
                      name -> parties.add(new Party(name, null, 0.5 + 0.3 * heading.weight())));
            });
  }

  private Optional<TextRun> beside(LabelHit heading) {
    if (heading.to() >= heading.row().words().size()) {
      return Optional.empty();
    }
    TextRun segment =
        document.page(heading.page()).segmentOf(heading.row().words().get(heading.to()));
    boolean own = segment.words().contains(heading.row().words().get(heading.to() - 1));
    boolean colon = heading.row().words().get(heading.to() - 1).text().endsWith(":");
    if (!own && !colon) {
      return Optional.empty();
    }
    int count = 0;
    for (int i = heading.to(); i < heading.row().words().size(); i++) {
      count += segment.words().contains(heading.row().words().get(i)) ? 1 : 0;
    }
    return count == 0
        ? Optional.empty()
        : Optional.of(heading.row().words(heading.to(), heading.to() + count));
  }

  /** In a form whose labels stand below each other, the value stands in the next column. */
  private Optional<TextRun> acrossColumns(LabelHit heading, PageLayout page) {
    TextRun segment = document.segmentOf(heading);
    Box head = segment.box();
    double height = page.typeHeight();
    boolean column =
        page.segments().stream()
            .filter(s -> s.box().top() > head.centerY())
            .filter(s -> s.box().top() < head.bottom() + 4 * height)
            .filter(s -> Math.abs(s.box().left() - head.left()) < height)
            .limit(1)
            .anyMatch(this::isWholeLabel);
    return column
        ? page.segments().stream()
            .filter(s -> s.box().left() > head.right())
            .filter(s -> s.box().left() < head.right() + 12 * height)
            .filter(s -> s.box().centerY() > head.top() && s.box().centerY() < head.bottom())
            .min(Comparator.comparingDouble(s -> s.box().left()))
            .filter(this::isPlainName)
        : Optional.empty();
  }

  private Optional<TextRun> under(LabelHit heading, PageLayout page) {
    Box head = heading.box();
    double height = page.typeHeight();
    return page.segments().stream()
        .filter(s -> s.box().top() > head.bottom() - 0.4 * height)
        .filter(s -> s.box().top() < head.bottom() + 4 * height)
        .filter(s -> Math.abs(s.box().left() - head.left()) < 2 * height)
        .limit(2)
        .filter(this::isPlainName)
        .findFirst();
  }

  private boolean isPlainName(TextRun run) {
    return isName(run.text())
        && !isPlace(run.text())
        && !run.text().matches("[A-Z]{3}")
        && !document.isLabelled(run, 0.45)
        && !isWholeLabel(run);
  }

  /** Whether the line is a label and nothing more, as {@code Name} or {@code Address} in a form. */
  private boolean isWholeLabel(TextRun line) {
    LabelHit label = document.labelAt(line);
    return label != null && label.to() - label.from() >= line.words().size();
  }

  private static boolean isName(String text) {
    long letters = text.chars().filter(Character::isLetter).count();
    return letters >= 3 && letters * 2 > text.length() && text.length() < 60 && !text.contains("@");
  }

  private Optional<Party> party(AddressBlock block, double score) {
    List<TextRun> lines = new ArrayList<>(block.lines());
    while (lines.size() > 2 && SALUTATION.matcher(lines.get(0).text().strip()).matches()) {
      lines.remove(0);
    }
    int named = nameLine(lines);
    Candidate name = value(lines.get(named));
    if (name == null || lines.size() < 2 || isPlace(name.value())) {
      return Optional.empty();
    }
    Candidate address = address(lines.subList(named + 1, lines.size()));
    return Optional.of(new Party(name, address, score));
  }

  /** Street and town alone belong to the name in the letterhead. */
  private static Optional<Party> nameless(
      AddressBlock block, Optional<Party> letterhead, double score) {
    boolean place = isPlace(block.first().text()) && block.heading() == null;
    Candidate address = place ? address(block.lines()) : null;
    return address == null
        ? Optional.empty()
        : letterhead.map(l -> new Party(l.name(), address, Math.min(0.6, score + 0.1)));
  }

  private static boolean isPlace(String text) {
    boolean numbered =
        text.matches("\\d{1,4}\\s?[a-zA-Z]?,?\\s+\\p{L}.*|.*\\p{L}[.,]?\\s+\\d{1,4}\\s?[a-zA-Z]?");
    return numbered
        || (STREET.matcher(text).matches() && text.matches(".*\\d.*"))
        || AddressBlock.POSTAL.matcher(text).find();
  }

  /** The first line, or one of the next two if only that one stands elsewhere in the document. */
  private int nameLine(List<TextRun> lines) {
    for (int i = 0; i < Math.min(3, lines.size() - 1); i++) {
      String text = lines.get(i).text();
      boolean plain = !text.matches(".*\\d.*") && !STREET.matcher(text).matches();
      if (plain && occurrences(text) > 1) {
        return i;
      }
    }
    return 0;
  }

  private static @Nullable Candidate value(TextRun run) {
    String text =
        run.text().replace("  ", " ").replaceAll("^[\\s:;,.•·●|-]+|[\\s:;,•·●|]+$", "").strip();
    return text.length() < 2 ? null : Candidate.of(List.of(run), text, 1);
  }

  static @Nullable Candidate address(List<TextRun> all) {
    List<TextRun> lines =
        all.stream()
            .filter(l -> !ATTENTION.matcher(l.text()).matches())
            .map(PartyFinder::untilPostal)
            .toList();
    List<String> parts =
        lines.stream()
            .map(
                l ->
                    l.text()
                        .replaceAll(SEPARATOR, ", ")
                        .replace("  ", " ")
                        .replaceAll("^[\\s:;,.•·●|-]+|[\\s:;,•·●|]+$", ""))
            .filter(p -> !p.isBlank())
            .toList();
    return parts.isEmpty() ? null : Candidate.of(lines, String.join(", ", parts), 1);
  }

  /** An address on one line ends with its town, or with the country after that. */
  private static TextRun untilPostal(TextRun line) {
    var postal = AddressBlock.POSTAL.matcher(line.text());
    if (!postal.find()) {
      return line;
    }
    var separators = Pattern.compile(SEPARATOR + "|\\s*,\\s+|  ").matcher(line.text());
    int end = -1;
    int from = postal.end();
    while (separators.find(from)) {
      String next = line.text().substring(separators.end());
      String part = next.split(SEPARATOR + "|\\s*,\\s+|  ")[0];
      if (AddressBlock.isCountry(part)) {
        int stop = separators.end() + part.length();
        return stop < line.text().length() ? line.cut(0, stop) : line;
      }
      if (separators.start() > 0
          && (CONTACT.matcher(part).matches() || NUMBERED.matcher(part).find())) {
        end = separators.start();
        break;
      }
      from = separators.end();
    }
    return end > 0 ? line.cut(0, end) : line;
  }

  private double vendorScore(AddressBlock block, PageLayout page, Optional<TextRun> sender) {
    double score = 0.3 + headingScore(block, "vendor");
    String name = block.first().text();
    Box box = block.box();
    boolean contact = block.tail().stream().anyMatch(l -> CONTACT.matcher(l.text()).matches());
    score += contact ? 0.15 : 0;
    score += sender.map(s -> startsWith(s.text(), name)).orElse(false) ? 0.35 : 0;
    score += 0.08 * Math.min(2, occurrences(name) - 1);
    score += LEGAL_FORM.matcher(name).matches() ? 0.04 : 0;
    score += box.left() > page.page().width() * 0.5 ? 0.1 : 0;
    score += box.top() > page.page().height() * 0.8 ? 0.12 : 0;
    score += matchesDomain(name) ? 0.25 : 0;
    score -=
        box.top() > page.page().height() * 0.4 && box.top() < page.page().height() * 0.75 ? 0.2 : 0;
    return Math.max(0, Math.min(1, score));
  }

  private double buyerScore(AddressBlock block, PageLayout page, Optional<TextRun> sender) {
    double score = 0.4 + headingScore(block, "buyer");
    Box box = block.box();
    String name = block.first().text();
    boolean contact = block.tail().stream().anyMatch(l -> CONTACT.matcher(l.text()).matches());
    score -= contact && block.heading() == null ? 0.12 : 0;
    score -= sender.map(s -> startsWith(s.text(), name)).orElse(false) ? 0.5 : 0;
    score += sender.map(s -> isUnder(s.box(), box)).orElse(false) ? 0.35 : 0;
    score += box.left() < page.page().width() * 0.3 ? 0.1 : 0;
    score -= box.top() > page.page().height() * 0.45 ? 0.4 : 0;
    score -= matchesDomain(name) ? 0.15 : 0;
    return Math.max(0, Math.min(1, score));
  }

  private static double headingScore(AddressBlock block, String concept) {
    LabelHit heading = block.heading();
    if (heading == null) {
      return 0;
    }
    return heading.concept().equals(concept) ? 0.5 * heading.weight() : -0.45;
  }

  private static boolean isUnder(Box sender, Box block) {
    double gap = block.top() - sender.bottom();
    return gap > -2 && gap < 6 * sender.height() + 10 && sender.sharedX(block) > 0;
  }

  private static boolean startsWith(String line, String name) {
    String folded = Folding.fold(name);
    return folded.length() > 3 && Folding.fold(line).startsWith(folded);
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
    Pattern domain =
        Pattern.compile("(@|www\\.)[a-z0-9.-]*" + Pattern.quote(first) + "[a-z0-9.-]*\\.[a-z]{2,}");
    return document
        .rows()
        .map(r -> r.text().toLowerCase(Locale.ROOT))
        .anyMatch(t -> domain.matcher(t).find());
  }

  /** The small line above a window address that holds the sender's whole address. */
  private static Optional<TextRun> senderLine(PageLayout page) {
    return page.segments().stream()
        .filter(s -> s.box().top() < page.page().height() * 0.4)
        .filter(s -> s.text().length() > 20 && s.text().length() < 120)
        .filter(s -> SENDER_LINE.matcher(s.text()).matches())
        .findFirst();
  }

  private Optional<Party> senderParty(TextRun line) {
    var matcher = SENDER_LINE.matcher(line.text());
    String sender = matcher.matches() ? matcher.group("name") : "";
    boolean street =
        STREET.matcher(sender).matches()
            && HOUSE.matcher(matcher.matches() ? matcher.group("rest") : "").matches();
    if (!isName(sender) || isPlace(sender) || street) {
      return Optional.empty();
    }
    TextRun name = line.cut(0, matcher.end("name"));
    TextRun rest = line.cut(matcher.start("rest"), matcher.end("rest"));
    return Optional.of(
        new Party(
            Candidate.of(List.of(name), matcher.group("name").strip(), 1),
            address(List.of(rest)),
            0.62));
  }

  /** The first prominent line that could be a name. */
  private Optional<Party> letterhead(PageLayout page) {
    TextRun best = null;
    double bestScore = 0;
    for (TextRun segment : page.segments()) {
      String text = segment.text();
      boolean top = segment.box().top() < page.page().height() * 0.3;
      boolean plain =
          isName(text) && !text.matches(".*\\d{3,}.*") && !STREET.matcher(text).matches();
      if (!top || !plain || isTitle(text) || document.isLabelled(segment, 0.5)) {
        continue;
      }
      double score =
          Math.min(3, segment.box().height() / page.typeHeight())
              + (LEGAL_FORM.matcher(text).matches() ? 1 : 0)
              + (matchesDomain(text) ? 1 : 0)
              - 2 * segment.box().top() / page.page().height();
      if (score > bestScore) {
        best = segment;
        bestScore = score;
      }
    }
    Candidate name = best == null ? null : value(best);
    return name == null
        ? Optional.empty()
        : Optional.of(new Party(name, null, 0.25 + 0.05 * bestScore));
  }

  private static boolean isTitle(String text) {
    return Folding.fold(text)
        .matches(
            "(commercial|tax|vat|proforma|sales)?(invoice|rechnung|facture|factura|fattura|factuur|fatura|creditnote|gutschrift|receipt|quittung|original|copy|kopie|duplicate|logo)(tax)?[0-9#]*");
  }
}
