package dev.lethe.engine.extraction;

import dev.lethe.engine.extraction.value.Amounts;
import dev.lethe.engine.extraction.value.Found;
import dev.lethe.engine.layout.Box;
import dev.lethe.engine.layout.PageLayout;
import dev.lethe.engine.layout.TextRun;
import dev.lethe.engine.page.Word;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows of an invoice's table: those below its head that end in an amount, on every page that
 * repeats the head.
 *
 * <p>Their value is a JSON array with an object for each row, in the order in which they are
 * printed. Its members are texts: {@code description} (the row's first line), {@code quantity},
 * {@code unit_price} and {@code amount}, the numbers as decimals with a point. A member that the
 * row does not print is left out.
 */
final class LineItems {

  private static final Set<String> TOTALS =
      Set.of("subtotal", "invoice_total", "tax_total", "amount_due", "prepaid");

  private static final double CENT = 0.011;

  private final DocumentLayout document;
  private final DocumentLayout heads;
  private final Rereader rereader;

  /**
   * @param rereader reads a cell again where it was missed or where the row's numbers disagree
   */
  LineItems(DocumentLayout document, Rereader rereader) {
    this.document = document;
    this.rereader = rereader;
    this.heads = document.labelledBy(LabelLexicon.of("line_items"));
  }

  /** The words with which rows begin that head a table of items. */
  static Set<Word> headRows(DocumentLayout document) {
    DocumentLayout heads = document.labelledBy(LabelLexicon.of("line_items"));
    Set<Word> firsts = Collections.newSetFromMap(new IdentityHashMap<>());
    for (PageLayout page : heads.pages()) {
      ItemTable.on(page, heads.labelsOn(page.number()))
          .ifPresent(t -> firsts.add(t.head().words().get(0)));
    }
    return firsts;
  }

  /** One row, its numbers by column. */
  private record Item(TextRun row, String description, Map<String, BigDecimal> numbers) {

    /** Whether quantity times price is the amount; nothing where one of them is not printed. */
    Optional<Boolean> multiplies() {
      BigDecimal quantity = numbers.get("quantity");
      BigDecimal price = numbers.get("unit_price");
      BigDecimal amount = numbers.get("amount");
      if (quantity == null || price == null || amount == null) {
        return Optional.empty();
      }
      double difference = quantity.multiply(price).subtract(amount).abs().doubleValue();
      return Optional.of(difference < CENT);
    }
  }

  /**
   * The rows, if the document has a table of items.
   *
   * @param subtotal what the rows should add up to, if it is known
   */
  Optional<Finding> find(@Nullable String subtotal) {
    List<Item> items = new ArrayList<>();
    for (PageLayout page : heads.pages()) {
      ItemTable.on(page, heads.labelsOn(page.number())).ifPresent(t -> items.addAll(rows(t)));
    }
    if (items.isEmpty()) {
      return Optional.empty();
    }
    List<TextRun> runs = items.stream().map(Item::row).toList();
    return Optional.of(checked(Candidate.of(runs, json(items), 0.8), items, subtotal));
  }

  private static Finding checked(Candidate candidate, List<Item> items, @Nullable String subtotal) {
    List<Boolean> products =
        items.stream().map(Item::multiplies).flatMap(Optional::stream).toList();
    boolean multiply = !products.isEmpty() && !products.contains(false);
    double score = products.isEmpty() ? 0.45 : multiply ? 0.7 : 0.3;
    Finding finding = Finding.of(candidate, score);
    if (!products.isEmpty()) {
      finding = finding.with(Checks.of("rows-multiply", multiply, "rows-do-not-multiply"));
    }
    if (subtotal != null) {
      boolean sums =
          items.stream()
                  .map(i -> i.numbers().getOrDefault("amount", BigDecimal.ZERO))
                  .reduce(BigDecimal.ZERO, BigDecimal::add)
                  .subtract(new BigDecimal(subtotal))
                  .abs()
                  .doubleValue()
              < CENT;
      finding =
          finding
              .with(Checks.of("rows-add-up", sums, "rows-do-not-add-up"))
              .scored(sums ? score + 0.25 : score * 0.8);
    }
    return finding;
  }

  private List<Item> rows(ItemTable table) {
    List<Item> best = List.of();
    long bestProducts = -1;
    for (Box amount : table.boxes(table.boxes("amount").isEmpty() ? "unit_price" : "amount")) {
      List<Item> items = rows(table, amount);
      long products = items.stream().filter(i -> i.multiplies().orElse(false)).count();
      if (products >= bestProducts && items.size() >= best.size()) {
        best = items;
        bestProducts = products;
      }
    }
    return best;
  }

  private List<Item> rows(ItemTable table, Box amount) {
    List<Item> items = new ArrayList<>();
    for (TextRun row : table.page().rows()) {
      if (row.box().centerY() <= table.head().box().bottom()) {
        continue;
      }
      if (isTotal(row) || isCarried(row)) {
        if (isTotal(row) && !items.isEmpty()) {
          break;
        }
        continue;
      }
      item(row, table, amount).map(i -> seenAgain(i, table)).ifPresent(items::add);
    }
    return items;
  }

  /** One number of a recognised row read again, if that makes its numbers agree. */
  private Item seenAgain(Item item, ItemTable table) {
    boolean agrees = item.multiplies().orElse(false);
    if (agrees || table.page().page().digital() || table.boxes("quantity").isEmpty()) {
      return item;
    }
    SecondLook look = new SecondLook(table.page(), rereader);
    for (String kind : List.of("quantity", "amount", "unit_price")) {
      for (Box head : table.boxes(kind)) {
        Optional<TextRun> again = look.again(cell(head, item.row()), Rereader.Mode.NUMERIC_LINE);
        for (Found number : again.map(r -> Amounts.in(r.text())).orElse(List.of())) {
          Map<String, BigDecimal> numbers = new LinkedHashMap<>();
          for (String column : List.of("quantity", "unit_price", "amount")) {
            BigDecimal value =
                column.equals(kind) ? new BigDecimal(number.value()) : item.numbers().get(column);
            if (value != null) {
              numbers.put(column, value);
            }
          }
          Item other = new Item(item.row(), item.description(), numbers);
          if (other.multiplies().orElse(false)) {
            return other;
          }
        }
      }
    }
    return item;
  }

  private static Box cell(Box head, TextRun row) {
    double wider = Math.max(0, row.box().height() * 2.5 - head.width() * 0.5);
    return new Box(head.left() - wider, row.box().top(), head.right() + wider, row.box().bottom());
  }

  /** A row that names a total where descriptions stand or right of them. */
  private boolean isTotal(TextRun row) {
    return document.labelsOn(row.page()).stream()
        .filter(l -> isSameRow(l.row(), row))
        .filter(l -> l.from() <= 1 && l.weight() > 0.55 && TOTALS.contains(l.concept()))
        .anyMatch(l -> document.segmentOf(l).words().size() <= l.to() - l.from() + 4);
  }

  private boolean isCarried(TextRun row) {
    return heads.labelsOn(row.page()).stream()
        .anyMatch(l -> l.row() == row && l.from() == 0 && l.concept().equals("carried"));
  }

  private static boolean isSameRow(TextRun a, TextRun b) {
    return a == b || a.words().get(0) == b.words().get(0);
  }

  private static Optional<Item> item(TextRun row, ItemTable table, Box amountHead) {
    List<Found> numbers = Amounts.in(row.text());
    Map<String, Found> chosen = new HashMap<>();
    double limit = row.box().right() + 1;
    List<LabelHit> columns = table.numeric();
    for (int i = columns.size() - 1; i >= 0; i--) {
      LabelHit column = columns.get(i);
      boolean other = column.concept().equals("amount") && !column.box().equals(amountHead);
      Found number = nearest(row, numbers, column.box(), limit, isSummed(column));
      if (number != null && !other && !chosen.containsKey(column.concept())) {
        chosen.put(column.concept(), number);
        limit = box(row, number).left();
      }
    }
    Found amount = chosen.get("amount");
    Found price = chosen.get("unit_price");
    if (amount == null && (price == null || !table.boxes("amount").isEmpty())) {
      return Optional.empty();
    }
    String description = description(row, table, chosen);
    if (description.chars().filter(Character::isLetter).count() < 2) {
      return Optional.empty();
    }
    Map<String, BigDecimal> values = new LinkedHashMap<>();
    for (String kind : List.of("quantity", "unit_price", "amount")) {
      Found number = chosen.get(kind);
      if (number != null) {
        values.put(kind, new BigDecimal(number.value()));
      }
    }
    return Optional.of(new Item(row, description, values));
  }

  private static boolean isSummed(LabelHit column) {
    return column.concept().equals("amount") || column.concept().equals("unit_price");
  }

  /** The number that stands best under a head, left of what was chosen before. */
  private static @Nullable Found nearest(
      TextRun row, List<Found> numbers, Box head, double limit, boolean money) {
    Found best = null;
    double least = Math.max(head.width() * 0.5, row.box().height() * 3.5);
    for (Found number : numbers) {
      Box box = box(row, number);
      double apart = apart(box, head);
      boolean fits = !money || number.quality() >= 0.5 || apart < row.box().height() * 0.3;
      if (fits && box.right() <= limit + 0.5 && apart < least) {
        best = number;
        least = apart;
      }
    }
    return best;
  }

  /** Numbers stand under the right end of their head, its left end or its middle. */
  private static double apart(Box number, Box head) {
    return Math.min(
        Math.abs(number.right() - head.right()),
        Math.min(
            Math.abs(number.left() - head.left()), Math.abs(number.centerX() - head.centerX())));
  }

  private static Box box(TextRun row, Found found) {
    return row.cut(found.start(), found.end()).box();
  }

  /** What stands from the description's head to the first number right of it. */
  private static String description(TextRun row, ItemTable table, Map<String, Found> chosen) {
    List<Box> heads = table.boxes("description");
    double height = row.box().height();
    // of "Item" and "Description" the second holds the words
    Box head = heads.isEmpty() ? table.head().box() : heads.get(heads.size() - 1);
    boolean first = head.left() < table.head().box().left() + 1;
    double from = first ? Double.NEGATIVE_INFINITY : head.left() - height;
    double middle = head.left();
    double until = Double.POSITIVE_INFINITY;
    for (Found number : chosen.values()) {
      Box box = box(row, number);
      if (box.left() > middle + height) {
        until = Math.min(until, box.left());
      }
    }
    for (LabelHit column : table.columns()) {
      boolean text = column.concept().equals("article") || column.concept().equals("unit");
      if (text && column.box().left() > middle) {
        until = Math.min(until, column.box().left() - height * 0.5);
      }
    }
    StringBuilder text = new StringBuilder();
    for (Word word : row.words()) {
      if (word.left() >= from && word.left() < until - 0.1 && word.centerX() < until) {
        text.append(text.isEmpty() ? "" : " ").append(word.text());
      }
    }
    return text.toString()
        .replaceAll("\\s\\d{1,2}(?:[.,]\\d{1,2})?\\s?%$", "")
        .replaceAll("[\\s€$£|]+$", "")
        .replaceAll("^[\\s|]+", "");
  }

  private static String json(List<Item> items) {
    List<String> rows = new ArrayList<>();
    for (Item item : items) {
      List<String> parts = new ArrayList<>();
      parts.add(member("description", item.description()));
      item.numbers().forEach((k, v) -> parts.add(member(k, text(k, v))));
      rows.add("{" + String.join(",", parts) + "}");
    }
    return "[" + String.join(",", rows) + "]";
  }

  /** Quantities without decimals they do not need. */
  private static String text(String kind, BigDecimal number) {
    return kind.equals("quantity") && number.signum() != 0
        ? number.stripTrailingZeros().toPlainString()
        : Amounts.normalise(number);
  }

  private static String member(String name, String value) {
    return "\"" + name + "\":\"" + escaped(value) + "\"";
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        escaped.append('\\').append(c);
      } else if (c < 0x20) {
        escaped.append(String.format("\\u%04x", (int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
