package dev.lethe.engine.extraction;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares rows of two tables of items: a row is found when its description (no case, punctuation
 * or white space) and its numbers are those of a wanted row.
 *
 * @param wanted rows that should be there
 * @param found rows that are there
 * @param right rows that are the same in both
 */
record LineItemsComparison(int wanted, int found, int right) {

  static LineItemsComparison of(String wanted, String found) {
    List<List<String>> expected = rows(wanted);
    List<List<String>> rest = new ArrayList<>(expected);
    List<List<String>> actual = rows(found);
    int right = 0;
    for (List<String> row : actual) {
      right += rest.remove(row) ? 1 : 0;
    }
    return new LineItemsComparison(expected.size(), actual.size(), right);
  }

  boolean same() {
    return wanted == right && found == right;
  }

  private static List<List<String>> rows(String json) {
    List<List<String>> rows = new ArrayList<>();
    for (Object row : (List<?>) Json.parse(json)) {
      Map<?, ?> cells = (Map<?, ?>) row;
      rows.add(
          List.of(
              plain(cells.get("description")),
              number(cells.get("quantity")),
              number(cells.get("unit_price")),
              number(cells.get("amount"))));
    }
    return rows;
  }

  private static String plain(@Nullable Object text) {
    return text == null
        ? ""
        : text.toString().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }

  private static String number(@Nullable Object text) {
    return text == null ? "" : new BigDecimal(text.toString()).stripTrailingZeros().toPlainString();
  }
}
