package dev.lethe.engine.extraction;

import dev.lethe.engine.extraction.value.Amounts;
import dev.lethe.engine.extraction.value.Found;
import dev.lethe.engine.layout.Box;
import dev.lethe.engine.layout.PageLayout;
import dev.lethe.engine.layout.TextRun;
import dev.lethe.engine.page.Word;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Rows of an invoice's table: those below its head that end in an amount. */
final class LineItems {

  private static final Map<String, Pattern> HEADS =
      Map.of(
          "description",
          Pattern.compile(
              "(?i)(artikel)?(description|bezeichnung|beschreibung|artikel|produkt|product|item|designation|libelle|leistung|descripcion|concepto|descrizione|omschrijving|service)s?"),
          "quantity",
          Pattern.compile(
              "(?i)(qty|quantity|menge|anzahl|qte|quantite|cantidad|quantita|aantal|hours|stunden|units)"),
          "unit_price",
          Pattern.compile(
              "(?i)(unitprice|price|einzelpreis|nettopreis|preis|epreis|prixunitaire|puht|pu|precio|prezzo|prijs|rate)"),
          "amount",
          Pattern.compile(
              "(?i)(amount|total|betrag|gesamt|gesamtpreis|nettobetrag|nettowert|summe|montant|montantht|totalht|importe|importo|bedrag|lineamount|linetotal|linetotals)"));

  private final DocumentLayout document;

  LineItems(DocumentLayout document) {
    this.document = document;
  }

  /** The rows as a JSON array of objects, if the document has a table of items. */
  Optional<Candidate> find() {
    for (PageLayout page : document.pages()) {
      for (TextRun row : page.rows()) {
        Map<String, Box> columns = columns(row);
        if (columns.size() >= 3 && columns.containsKey("amount")) {
          List<TextRun> rows = rowsBelow(page, row);
          if (!rows.isEmpty()) {
            return Optional.of(Candidate.of(rows, json(rows, columns), 0.8));
          }
        }
      }
    }
    return Optional.empty();
  }

  private static Map<String, Box> columns(TextRun row) {
    Map<String, Box> columns = new LinkedHashMap<>();
    for (int i = 0; i < row.words().size(); i++) {
      Word word = row.words().get(i);
      String one = Folding.fold(word.text());
      String two =
          i + 1 < row.words().size() ? one + Folding.fold(row.words().get(i + 1).text()) : one;
      HEADS.forEach(
          (name, pattern) -> {
            if (pattern.matcher(one).matches() || pattern.matcher(two).matches()) {
              columns.putIfAbsent(name, Box.of(word));
            }
          });
    }
    return columns;
  }

  private List<TextRun> rowsBelow(PageLayout page, TextRun head) {
    List<TextRun> rows = new ArrayList<>();
    for (TextRun row : page.rows()) {
      if (row.box().centerY() <= head.box().bottom()) {
        continue;
      }
      boolean totals =
          document.labelsOn(row.page()).stream()
              .anyMatch(
                  l ->
                      l.row() == row
                          && l.from() <= 1
                          && l.weight() > 0.6
                          && (l.concept().equals("subtotal")
                              || l.concept().equals("invoice_total")
                              || l.concept().equals("tax_total")));
      if (totals) {
        break;
      }
      List<Found> amounts =
          Amounts.in(row.text()).stream().filter(a -> a.quality() >= 0.8).toList();
      if (!amounts.isEmpty() && row.text().chars().anyMatch(Character::isLetter)) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static String json(List<TextRun> rows, Map<String, Box> columns) {
    List<String> items = new ArrayList<>();
    for (TextRun row : rows) {
      items.add(item(row, columns));
    }
    return "[" + String.join(",", items) + "]";
  }

  private static String item(TextRun row, Map<String, Box> columns) {
    List<Found> numbers = Amounts.in(row.text());
    Map<String, String> values = new LinkedHashMap<>();
    values.put("description", description(row, numbers));
    for (String column : List.of("quantity", "unit_price", "amount")) {
      Box head = columns.get(column);
      if (head != null) {
        nearest(row, numbers, head).ifPresent(n -> values.put(column, n.value()));
      }
    }
    List<String> parts = new ArrayList<>();
    values.forEach((k, v) -> parts.add("\"" + k + "\":\"" + escaped(v) + "\""));
    return "{" + String.join(",", parts) + "}";
  }

  private static Optional<Found> nearest(TextRun row, List<Found> numbers, Box head) {
    return numbers.stream()
        .filter(n -> row.cut(n.start(), n.end()).box().sharedX(grown(head)) > 0)
        .min(
            java.util.Comparator.comparingDouble(
                n -> Math.abs(row.cut(n.start(), n.end()).box().centerX() - head.centerX())));
  }

  private static Box grown(Box head) {
    return new Box(
        head.left() - head.height() * 2,
        head.top(),
        head.right() + head.height() * 2,
        head.bottom());
  }

  private static String description(TextRun row, List<Found> numbers) {
    StringBuilder text = new StringBuilder();
    for (Word word : row.words()) {
      if (word.text().chars().anyMatch(Character::isLetter) && !Amounts.isAmount(word.text())) {
        text.append(text.isEmpty() ? "" : " ").append(word.text());
      } else if (!text.isEmpty() && !numbers.isEmpty()) {
        break;
      }
    }
    return text.toString();
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
