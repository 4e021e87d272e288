package dev.lethe.benchmarks;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows of measurements under one heading, for people and for programs. */
public final class Table {

  private static final String NOTHING = "–";

  /**
   * One column.
   *
   * @param format of its numbers, as {@link String#format} knows it
   */
  public record Column(String name, String format) {}

  private final String name;
  private final String caption;
  private final List<Column> columns;
  private final List<List<Object>> rows = new ArrayList<>();

  /**
   * @param name key in the JSON report
   * @param caption what was measured, on what, as a sentence
   */
  public Table(String name, String caption, Column... columns) {
    this.name = name;
    this.caption = caption;
    this.columns = List.of(columns);
  }

  /** Adds a row of texts and numbers; what is NaN shows as a dash. */
  public void row(Object... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException("a row has a cell for each column");
    }
    rows.add(List.of(cells));
  }

  public String markdown() {
    StringBuilder out = new StringBuilder(caption).append("\n\n|");
    columns.forEach(column -> out.append(' ').append(column.name()).append(" |"));
    out.append("\n|").append(" --- |".repeat(columns.size())).append('\n');
    for (List<Object> row : rows) {
      out.append('|');
      for (int i = 0; i < columns.size(); i++) {
        out.append(' ').append(text(columns.get(i), row.get(i))).append(" |");
      }
      out.append('\n');
    }
    return out.toString();
  }

  private static String text(Column column, Object cell) {
    if (cell instanceof Number number) {
      double value = number.doubleValue();
      return Double.isNaN(value) ? NOTHING : String.format(Locale.ROOT, column.format(), value);
    }
    return cell.toString();
  }

  JsonObject json() {
    JsonArrayBuilder list = Json.createArrayBuilder();
    for (List<Object> row : rows) {
      JsonObjectBuilder object = Json.createObjectBuilder();
      for (int i = 0; i < columns.size(); i++) {
        add(object, columns.get(i).name(), row.get(i));
      }
      list.add(object);
    }
    return Json.createObjectBuilder()
        .add("table", name)
        .add("caption", caption)
        .add("rows", list)
        .build();
  }

  private static void add(JsonObjectBuilder object, String key, Object cell) {
    if (cell instanceof Number number && Double.isFinite(number.doubleValue())) {
      object.add(key, number.doubleValue());
    } else if (cell instanceof Number) {
      object.addNull(key);
    } else {
      object.add(key, cell.toString());
    }
  }
}
