package dev.lethe.synthetic;

import com.google.zxing.BarcodeFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes pages of plain text; the answer is {@code full_text}, a line of it per printed line. */
public final class SyntheticText {

  private static final float LEFT = 64;
  private static final float RIGHT = 530;
  private static final float POINTS = 11;

  private SyntheticText() {}

  /** One page with four paragraphs; the same arguments make the same bytes. */
  public static SyntheticDocument of(long seed, Locale locale) {
    return of(seed, locale, 4);
  }

  /** One page with so many paragraphs, of about 40 words each; ten fit. */
  public static SyntheticDocument of(long seed, Locale locale, int paragraphs) {
    try (Sheets sheets = new Sheets(seed, Sheets.A4)) {
      return draw(seed, locale, paragraphs, sheets);
    }
  }

  /**
   * Two paragraphs and a barcode below them, as it may stand on a shipping note.
   *
   * @param format as ZXing names it, for instance {@code CODE_128}
   */
  public static SyntheticDocument withBarcode(long seed, String format, String payload) {
    BarcodeFormat symbol = BarcodeFormat.valueOf(format);
    try (Sheets sheets = new Sheets(seed, Sheets.A4)) {
      float width = symbol == BarcodeFormat.CODE_128 ? 200 : 90;
      BarcodePrint.print(sheets, symbol, payload, LEFT + 20, 420, width);
      return draw(seed, Locale.ENGLISH, 2, sheets);
    }
  }

  private static SyntheticDocument draw(long seed, Locale locale, int paragraphs, Sheets sheets) {
    Invention invent = new Invention(seed, locale);
    List<String> lines = new ArrayList<>();
    float y = 80;
    for (int i = 0; i < paragraphs; i++) {
      for (String line : wrap(sheets, paragraph(invent, locale))) {
        sheets.text(LEFT, y, Font.SERIF, POINTS, line);
        lines.add(line);
        y += POINTS * 1.4f;
      }
      y += POINTS;
    }
    Map<String, String> answers = Map.of("full_text", String.join("\n", lines));
    return new SyntheticDocument("text", locale.getLanguage(), answers, sheets.toPdf());
  }

  private static String paragraph(Invention invent, Locale locale) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      text.append(sentence(invent, locale)).append(' ');
    }
    return text.toString().strip();
  }

  private static String sentence(Invention invent, Locale locale) {
    String form = invent.pick(sentences(locale));
    return form.replace("{person}", invent.person())
        .replace("{town}", invent.address().town())
        .replace("{number}", String.valueOf(invent.between(2, 900)))
        .replace("{company}", invent.company());
  }

  private static List<String> sentences(Locale locale) {
    return switch (locale.getLanguage()) {
      case "en" ->
          List.of(
              "The river was high that week, and {person} stayed at home.",
              "A letter from {company} lay unopened on the table.",
              "There were {number} chairs in the hall, none of them alike.",
              "Nobody in {town} could say who had planted the lime trees.",
              "{person} kept the accounts, and kept them well.");
      case "de" ->
          List.of(
              "Der Fluss stand hoch in jener Woche, und {person} blieb zu Hause.",
              "Ein Brief von {company} lag ungeöffnet auf dem Tisch.",
              "Im Saal standen {number} Stühle, keiner wie der andere.",
              "Niemand in {town} wusste, wer die Linden gepflanzt hatte.",
              "{person} führte die Bücher, und führte sie gut.");
      case "fr" ->
          List.of(
              "La rivière était haute cette semaine-là, et {person} resta chez soi.",
              "Une lettre de {company} attendait sur la table.",
              "Il y avait {number} chaises dans la salle, toutes différentes.",
              "Personne à {town} ne savait qui avait planté les tilleuls.",
              "{person} tenait les comptes, et les tenait bien.");
      default -> throw new IllegalArgumentException("no sentences in this language");
    };
  }

  private static List<String> wrap(Sheets sheets, String paragraph) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : paragraph.split(" ", -1)) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (sheets.widthOf(Font.SERIF, POINTS, longer) > RIGHT - LEFT) {
        lines.add(line.toString());
        line.setLength(0);
        line.append(word);
      } else {
        line.setLength(0);
        line.append(longer);
      }
    }
    lines.add(line.toString());
    return lines;
  }
}
