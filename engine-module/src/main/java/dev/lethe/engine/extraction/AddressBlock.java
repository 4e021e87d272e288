package dev.lethe.engine.extraction;

import dev.lethe.engine.layout.Box;
import dev.lethe.engine.layout.PageLayout;
import dev.lethe.engine.layout.TextRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lines that stand above each other and end in a postal code with its town: whom they name is
 * written in the first.
 *
 * @param lines name, street and town, from top to bottom
 * @param tail lines that follow below, such as telephone and mail
 * @param heading the label that heads the block, if one does
 */
record AddressBlock(List<TextRun> lines, List<TextRun> tail, @Nullable LabelHit heading) {

  /** A postal code beside a town, in the order of most countries or of the English ones. */
  static final Pattern POSTAL =
      Pattern.compile(
          "(?:^|[\\s,•·●|-])(?:[A-Z]{1,3}[-\\s])?\\d{4,5}(?:-\\d{3,4})?\\s{0,2}\\p{Lu}(?:[\\p{L}.'’-]{2,}|\\p{L}?\\s\\p{Lu}\\p{L}+)"
              + "|\\b[A-Z]{1,2}\\d[A-Z\\d]?\\s?\\d[A-Z]{2}\\b"
              + "|\\b[A-Z]{2}\\.?,?\\s+\\d{5}(?:-\\d{4})?\\b"
              + "|\\b\\d{4}\\s?[A-Z]{2}\\s+\\p{Lu}\\p{L}+");

  private static final Pattern COUNTRY =
      Pattern.compile(
          "(?i)(deutschland|germany|allemagne|österreich|austria|schweiz|switzerland|suisse|svizzera|france|frankreich|united"
              + " kingdom|great britain|england|uk|usa|united"
              + " states|italia|italy|españa|spain|nederland|netherlands|belgi(?:um|en|que|ë)|portugal|españa|norway|norge|finland|suomi|ireland|canada|australia|new"
              + " zealand|singapore|india|czech"
              + " republic|tschechien|czechia|česko|hungary|ungarn|liechtenstein|u\\.?s\\.?a\\.?|luxembourg|luxemburg|poland|polen|polska|denmark|danmark|sweden|sverige|ireland|malaysia)(?:\\s*/.*)?\\.?");

  private static final int MOST_LINES = 6;

  AddressBlock {
    lines = List.copyOf(lines);
    tail = List.copyOf(tail);
  }

  static boolean isCountry(String text) {
    return COUNTRY.matcher(text.strip()).matches();
  }

  TextRun first() {
    return lines.get(0);
  }

  Box box() {
    return lines.stream().map(TextRun::box).reduce(Box::union).orElseThrow();
  }

  /** All blocks of a page. */
  static List<AddressBlock> on(PageLayout page, DocumentLayout document) {
    List<AddressBlock> blocks = new ArrayList<>();
    for (TextRun segment : page.segments()) {
      if (segment.text().length() < 60
          && POSTAL.matcher(segment.text()).find()
          && !document.isLabelled(segment, 0.65)) {
        upFrom(segment, page, document).ifPresent(blocks::add);
      }
    }
    return blocks;
  }

  private static Optional<AddressBlock> upFrom(
      TextRun postal, PageLayout page, DocumentLayout document) {
    List<TextRun> lines = new ArrayList<>(List.of(postal));
    LabelHit heading = null;
    TextRun current = postal;
    while (lines.size() < MOST_LINES) {
      // over a street a name must follow, even where an empty line was left for a second one
      boolean street = current != postal && current.text().matches(".*\\d.*");
      TextRun above = next(current, page, -1, street ? 3 : 1.9);
      if (above == null || isApart(above, current, lines)) {
        break;
      }
      LabelHit label = document.labelAt(above);
      if (label != null && isParty(label)) {
        heading = label;
        int after = label.to() - label.from();
        if (after < above.words().size() && isColon(label)) {
          lines.add(0, above.words(after, above.words().size()));
        } else if (after < above.words().size()) {
          heading = null;
          lines.add(0, above);
          current = above;
          continue;
        }
        break;
      }
      if (isForeign(above, document) || POSTAL.matcher(above.text()).find()) {
        break;
      }
      lines.add(0, above);
      current = above;
    }
    if (lines.size() > 3 && isSmallPrint(lines.get(0), lines.get(1))) {
      lines.remove(0);
    }
    if (heading == null) {
      heading = headingOver(lines.get(0), page, document);
    }
    TextRun below = next(postal, page, 1, 1.9);
    if (below != null && isCountry(below.text())) {
      lines.add(below);
    }
    return lines.size() < 2
        ? Optional.empty()
        : Optional.of(new AddressBlock(lines, tail(lines.get(lines.size() - 1), page), heading));
  }

  /** Lines of one address keep their distance; a much wider gap over a name ends it. */
  private static boolean isApart(TextRun above, TextRun current, List<TextRun> lines) {
    if (current.text().matches(".*\\d.*")) {
      return false;
    }
    double gap = gap(current.box(), above.box(), -1);
    double before =
        lines.size() < 2 ? Double.MAX_VALUE : gap(lines.get(1).box(), lines.get(0).box(), -1);
    return gap > Math.max(0, before) * 2 + 0.7 * current.box().height();
  }

  /** The sender's line in the window of an envelope is set much smaller than the address below. */
  private static boolean isSmallPrint(TextRun above, TextRun below) {
    return above.box().height() < 0.8 * below.box().height();
  }

  private static boolean isColon(LabelHit label) {
    return label.row().words().get(label.to() - 1).text().endsWith(":");
  }

  static boolean isParty(LabelHit label) {
    return label.concept().equals("vendor")
        || label.concept().equals("buyer")
        || label.concept().equals("other-party");
  }

  /** Lines that no address holds: labels of other things, dates, amounts, mail, titles. */
  private static boolean isForeign(TextRun line, DocumentLayout document) {
    String text = line.text();
    long letters = text.chars().filter(Character::isLetter).count();
    return document.isLabelled(line, 0.5)
        || letters < 2
        || text.contains("@")
        || text.matches("(?i).*(www\\.|https?:).*")
        || text.matches(".*\\d{1,2}[./]\\d{1,2}[./]\\d{2,4}.*");
  }

  private static List<TextRun> tail(TextRun last, PageLayout page) {
    List<TextRun> tail = new ArrayList<>();
    TextRun current = last;
    while (tail.size() < 7) {
      TextRun below = next(current, page, 1, 1.9);
      if (below == null) {
        break;
      }
      tail.add(below);
      current = below;
    }
    return tail;
  }

  /** The nearest segment above (-1) or below (1) that stands in the same column. */
  private static @Nullable TextRun next(
      TextRun from, PageLayout page, int direction, double farthest) {
    return page.segments().stream()
        .filter(
            s ->
                s != from
                    && follows(
                        from.box(), s.box(), direction, page.page().digital() ? 1 : 1.4, farthest))
        .min(Comparator.comparingDouble(s -> gap(from.box(), s.box(), direction)))
        .orElse(null);
  }

  private static double gap(Box from, Box to, int direction) {
    return direction > 0 ? to.top() - from.bottom() : from.top() - to.bottom();
  }

  private static boolean follows(
      Box from, Box to, int direction, double typePerInk, double farthest) {
    double height = Math.max(from.height(), to.height()) * typePerInk;
    double gap = gap(from, to, direction);
    boolean beyond =
        direction > 0
            ? to.centerY() > from.bottom() - 0.2 * height
            : to.centerY() < from.top() + 0.2 * height;
    boolean aligned =
        Math.abs(from.left() - to.left()) < height
            || Math.abs(from.right() - to.right()) < 0.7 * height
            || Math.abs(from.centerX() - to.centerX()) < 0.7 * height;
    return beyond
        && gap < farthest * height
        && height < 2.4 * typePerInk * Math.min(from.height(), to.height())
        && aligned
        && from.sharedX(to) > 0;
  }

  /** A heading that stands a little apart above the block. */
  private static @Nullable LabelHit headingOver(
      TextRun first, PageLayout page, DocumentLayout document) {
    Box box = first.box();
    double height = page.typeHeight();
    return document.labelsOn(page.number()).stream()
        .filter(l -> isParty(l) && document.isHeading(l))
        .filter(l -> box.top() - l.box().bottom() > -0.5 * height)
        .filter(l -> box.top() - l.box().bottom() < 3.5 * height)
        .filter(
            l ->
                l.box().left() > box.left() - 12 * height
                    && l.box().left() < box.left() + 3 * height)
        .filter(l -> document.segmentOf(l).box().sharedX(box) > 0 || l.box().left() < box.left())
        .min(
            Comparator.comparingDouble(
                l -> box.top() - l.box().bottom() + Math.abs(l.box().left() - box.left()) * 0.3))
        .orElse(null);
  }
}
