package dev.lethe.synthetic;

import java.awt.Color;
import java.util.List;

/** Draws labelled values in the ways in which forms print them. */
final class FormPainter {

  /** How labels and values stand to each other. */
  enum Style {
    /** {@code Label: value} in one column. */
    BESIDE,
    /** Values in a column of their own, far to the right. */
    COLUMNS,
    /** Small captions above the values, two columns. */
    BELOW,
    /** Boxes with numbered captions, three columns. */
    BOXES
  }

  private final Sheets sheets;
  private final Style style;
  private final Font plain;
  private final Font bold;

  FormPainter(Sheets sheets, Style style, Invention invent) {
    this.sheets = sheets;
    this.style = style;
    this.plain = invent.pick(List.of(Font.SANS, Font.CONDENSED, Font.SERIF));
    this.bold = plain == Font.SERIF ? Font.SERIF_BOLD : Font.BOLD;
  }

  Font plain() {
    return plain;
  }

  Font bold() {
    return bold;
  }

  /** Draws all and returns the height below. */
  float draw(List<Facts.Fact> facts, float left, float top, float right) {
    return switch (style) {
      case BESIDE -> beside(facts, left, top, 0);
      case COLUMNS -> beside(facts, left, top, Math.min(170, (right - left) * 0.45f));
      case BELOW -> grid(facts, left, top, right, 2, false);
      case BOXES -> grid(facts, left, top, right, 3, true);
    };
  }

  private float beside(List<Facts.Fact> facts, float left, float top, float column) {
    float y = top;
    for (Facts.Fact fact : facts) {
      String label = column == 0 ? fact.label() + ":" : fact.label();
      sheets.text(left, y, plain, 9, label);
      float after = left + sheets.widthOf(plain, 9, label) + 5;
      float x = column == 0 ? after : Math.max(after + 5, left + column);
      for (String line : fact.lines()) {
        sheets.text(x, y, column == 0 ? bold : plain, 9, line);
        y += 12;
      }
      y += 3;
    }
    return y;
  }

  private float grid(
      List<Facts.Fact> facts, float left, float top, float right, int columns, boolean boxes) {
    float width = (right - left) / columns;
    float y = top;
    for (int from = 0; from < facts.size(); from += columns) {
      List<Facts.Fact> row = facts.subList(from, Math.min(facts.size(), from + columns));
      int lines = row.stream().mapToInt(f -> f.lines().size()).max().orElse(1);
      float height = 14 + lines * 12;
      for (int i = 0; i < row.size(); i++) {
        float x = left + i * width;
        if (boxes) {
          sheets.ink(Color.BLACK).box(x - 4, y - 9, width, height, 0.5f);
        }
        caption(row.get(i), boxes ? from + i + 1 : 0, x, y);
        float line = y + 12;
        for (String text : row.get(i).lines()) {
          sheets.text(x, line, plain, 9.5f, text);
          line += 11;
        }
      }
      y += height + (boxes ? 0 : 4);
    }
    return y + 8;
  }

  private void caption(Facts.Fact fact, int number, float x, float y) {
    String text = number > 0 ? number + " " + fact.label() : fact.label();
    sheets.ink(Color.DARK_GRAY).text(x, y, Font.CONDENSED, 6.5f, text);
    sheets.ink(Color.BLACK);
  }

  /**
   * A table whose first column is text and whose others are right-aligned; returns what is below.
   */
  float table(List<List<String>> rows, float left, float top, float right) {
    float y = top;
    int columns = rows.get(0).size();
    float width = (right - left) * 0.6f / (columns - 1);
    for (List<String> row : rows) {
      sheets.text(left, y, y == top ? bold : plain, 8.5f, row.get(0));
      for (int i = 1; i < row.size(); i++) {
        float edge = right - (columns - 1 - i) * width;
        sheets.textRight(edge, y, y == top ? bold : plain, 8.5f, row.get(i));
      }
      y += y == top ? 16 : 12.5f;
    }
    return y;
  }
}
