package dev.lethe.engine.extraction;

import dev.lethe.engine.layout.Box;
import dev.lethe.engine.layout.PageLayout;
import dev.lethe.engine.layout.TextRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The head of an invoice's table of items on one page.
 *
 * @param columns from left to right
 */
record ItemTable(PageLayout page, TextRun head, List<LabelHit> columns) {

  private static final int FEWEST = 2;

  private static final Set<String> TEXTS = Set.of("description", "article", "unit", "carried");

  ItemTable {
    columns = List.copyOf(columns);
  }

  /** The row with the most column heads, if any has a description or a price and an amount. */
  static Optional<ItemTable> on(PageLayout page, List<LabelHit> hits) {
    return page.rows().stream()
        .map(row -> new ItemTable(page, row, columnsOf(row, hits)))
        .filter(ItemTable::isTable)
        .max(
            Comparator.comparingInt((ItemTable t) -> t.kinds().size())
                .thenComparingDouble(t -> -t.head().box().top()));
  }

  private static List<LabelHit> columnsOf(TextRun row, List<LabelHit> hits) {
    List<LabelHit> columns = new ArrayList<>(hits.stream().filter(h -> h.row() == row).toList());
    columns.sort(Comparator.comparingInt(LabelHit::from));
    return columns;
  }

  private Set<String> kinds() {
    Set<String> kinds = new LinkedHashSet<>();
    columns.forEach(c -> kinds.add(c.concept()));
    return kinds;
  }

  /** Heads are few words with nothing else between; a sentence that names them is no head. */
  private boolean isTable() {
    Set<String> kinds = kinds();
    int named = columns.stream().mapToInt(c -> c.to() - c.from()).sum();
    boolean digits = head.text().chars().anyMatch(Character::isDigit);
    boolean money = kinds.contains("amount") || kinds.contains("unit_price");
    return kinds.size() >= FEWEST
        && money
        && (kinds.contains("description") || kinds.size() > FEWEST)
        && named * 5 >= head.words().size() * 3
        && !digits;
  }

  List<Box> boxes(String kind) {
    return columns.stream().filter(c -> c.concept().equals(kind)).map(LabelHit::box).toList();
  }

  /** All columns that hold numbers. */
  List<LabelHit> numeric() {
    return columns.stream().filter(c -> !TEXTS.contains(c.concept())).toList();
  }
}
