package dev.lethe.engine.redaction;

import dev.lethe.engine.layout.Box;
import dev.lethe.engine.page.PageText;
import dev.lethe.engine.page.Word;
import dev.lethe.engine.pii.Identifier;
import dev.lethe.engine.pii.IdentifierFinder;
import dev.lethe.worker.ExtractedField;
import dev.lethe.worker.FieldType;
import dev.lethe.worker.PersonalText;
import dev.lethe.worker.Polygon;
import dev.lethe.worker.RevealPermit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Decides what of a page is covered: the places of the given fields, every other place where their
 * values stand again, and all that identifies a person. A value whose place cannot be found covers
 * its whole page.
 */
public final class Coverage {

  private static final int SHORTEST_TOKEN = 4;
  private static final Box PAGE = new Box(0, 0, 1, 1);

  private final IdentifierFinder identifiers;

  public Coverage(IdentifierFinder identifiers) {
    this.identifiers = identifiers;
  }

  /**
   * The areas to cover, as fractions of the page's text coordinates.
   *
   * @param fields the found fields whose values must not be seen
   */
  public List<Box> of(PageText page, List<ExtractedField> fields) {
    List<Box> areas = new ArrayList<>();
    for (ExtractedField field : fields) {
      if (field.raw().isPresent()) {
        addField(page, field, areas);
      }
    }
    for (Identifier identifier : identifiers.find(page)) {
      for (Box box : identifier.boxes()) {
        areas.add(fractions(page, box.left(), box.top(), box.right(), box.bottom()));
      }
    }
    return areas;
  }

  private static void addField(PageText page, ExtractedField field, List<Box> areas) {
    int before = areas.size();
    if (field.type() == FieldType.FULL_TEXT) {
      page.words().forEach(word -> areas.add(fractions(page, word)));
      return;
    }
    if (field.page() == page.number() && field.polygon().isPresent()) {
      Box box = bounds(field.polygon().get());
      areas.add(box);
      page.words().stream()
          .map(word -> fractions(page, word))
          .filter(word -> contains(box, word))
          .forEach(areas::add);
    }
    addRepetitions(page, field, areas);
    if (areas.size() == before && field.page() == page.number()) {
      areas.add(PAGE);
    }
  }

  private static void addRepetitions(PageText page, ExtractedField field, List<Box> areas) {
    String[] value = tokens(field.raw().orElseThrow());
    List<Word> words = page.words();
    for (int at = 0; at < words.size(); at++) {
      int matched = 0;
      while (matched < value.length
          && at + matched < words.size()
          && value[matched].equals(token(words.get(at + matched).text()))) {
        matched++;
      }
      if (matched == value.length || (matched == 1 && givesAway(field.type(), value[0]))) {
        for (int i = 0; i < matched; i++) {
          areas.add(fractions(page, words.get(at + i)));
        }
      }
    }
    String joined = String.join("", value);
    if (value.length > 1 && joined.length() >= SHORTEST_TOKEN) {
      words.stream()
          .filter(word -> token(word.text()).contains(joined))
          .forEach(word -> areas.add(fractions(page, word)));
    }
  }

  /** One word of a name or an address may be any word; one of an identifier may not. */
  private static boolean givesAway(FieldType type, String token) {
    return switch (type) {
      case IDENTIFIER, IBAN, PHONE, EMAIL -> token.length() >= SHORTEST_TOKEN;
      default -> false;
    };
  }

  private static String[] tokens(PersonalText text) {
    String[] parts = text.reveal(RevealPermit.forExtraction()).split("\\s+");
    return Arrays.stream(parts)
        .map(Coverage::token)
        .filter(part -> !part.isEmpty())
        .toArray(String[]::new);
  }

  private static String token(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}@]", "");
  }

  private static Box bounds(Polygon polygon) {
    var x = polygon.points().stream().mapToDouble(Polygon.Point::x).summaryStatistics();
    var y = polygon.points().stream().mapToDouble(Polygon.Point::y).summaryStatistics();
    return new Box(x.getMin(), y.getMin(), x.getMax(), y.getMax());
  }

  private static boolean contains(Box box, Box word) {
    double x = (word.left() + word.right()) / 2;
    double y = (word.top() + word.bottom()) / 2;
    return box.left() <= x && x <= box.right() && box.top() <= y && y <= box.bottom();
  }

  private static Box fractions(PageText page, Word word) {
    return fractions(page, word.left(), word.top(), word.right(), word.bottom());
  }

  private static Box fractions(
      PageText page, double left, double top, double right, double bottom) {
    return new Box(
        left / page.width(), top / page.height(), right / page.width(), bottom / page.height());
  }
}
