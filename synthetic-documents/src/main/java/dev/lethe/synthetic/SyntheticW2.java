package dev.lethe.synthetic;

import java.awt.Color;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/**
 * Makes IRS Forms W-2 about invented people. The places are those of the official PDF of 2026, in
 * its own coordinates: points from the lower left corner.
 */
public final class SyntheticW2 {

  /** Where the form lies, or that it is another one. */
  public enum Layout {
    /** On the upper half of the page. */
    TOP,
    /** On both halves. */
    TWO_UP,
    /** On the lower half. */
    BOTTOM,
    /** Four small ones on a page, in an arrangement of their own. */
    FOUR_UP,
    /** A payroll company's own arrangement of the same boxes. */
    VENDOR
  }

  private static final Color CAPTION = new Color(40, 40, 40);

  private final AmericanPeople people;
  private final Invention invent;
  private final Map<String, String> answers = new LinkedHashMap<>();
  private final Map<String, String> values = new LinkedHashMap<>();
  private final Font type;
  private final float size;
  private final Sheets sheet;
  private float shift;

  private SyntheticW2(long seed, Sheets sheet) {
    this.sheet = sheet;
    people = new AmericanPeople(seed);
    invent = people.invent();
    type = invent.pick(List.of(Font.SANS, Font.MONO, Font.CONDENSED, Font.MONO_BOLD));
    size = invent.between(16, 19) / 2f;
    invent();
  }

  /** The same arguments make the same bytes. */
  public static SyntheticDocument of(long seed, Layout layout) {
    try (Sheets sheets = new Sheets(seed, PDRectangle.LETTER)) {
      return new SyntheticW2(seed, sheets).draw(layout);
    }
  }

  private void invent() {
    String first = invent.givenName() + " " + invent.letters(1);
    String last = invent.surname();
    BigDecimal wages = people.dollars(9_000, 240_000);
    BigDecimal tax = wages.multiply(BigDecimal.valueOf(invent.between(80, 260))).movePointLeft(3);
    put("tax_year", "year", String.valueOf(invent.between(2020, 2026)));
    values.put("first", first);
    values.put("last", last);
    answers.put("taxpayer_name", first + " " + last);
    put("taxpayer_id", "ssn", people.ssn());
    values.put("address1", people.street());
    values.put("address2", people.town());
    answers.put("taxpayer_address", known("address1") + ", " + known("address2"));
    put("payer_name", "employer", invent.company());
    values.put("employer1", people.street());
    values.put("employer2", people.town());
    put("payer_id", "ein", people.ein());
    amount("wages", "wages", wages);
    amount("federal_tax_withheld", "tax", tax.setScale(2, java.math.RoundingMode.DOWN));
    answers.put("form_type", "W-2");
  }

  private void put(String field, String value, String text) {
    answers.put(field, text);
    values.put(value, text);
  }

  private void amount(String field, String value, BigDecimal amount) {
    answers.put(field, amount.toPlainString());
    values.put(
        value,
        invent.oneIn(2)
            ? amount.toPlainString()
            : new java.text.DecimalFormat(
                    "#,##0.00", java.text.DecimalFormatSymbols.getInstance(java.util.Locale.ROOT))
                .format(amount));
  }

  private SyntheticDocument draw(Layout layout) {
    switch (layout) {
      case TOP -> form(0);
      case BOTTOM -> form(396);
      case TWO_UP -> {
        form(0);
        form(396);
      }
      case FOUR_UP -> {
        for (int i = 0; i < 4; i++) {
          quarter(306 * (i % 2), 396 * (i / 2));
        }
      }
      case VENDOR -> vendor();
    }
    return new SyntheticDocument("tax_form", "en", answers, sheet.toPdf());
  }

  private String known(String name) {
    return Objects.requireNonNull(values.get(name), name);
  }

  private void form(float down) {
    shift = down;
    cell(36, 756, 151.2f, 732, "");
    cell(151.2f, 756, 280.8f, 732, "a  Employee's social security number");
    caption(290, 748, "OMB No. 1545-0029");
    line(280.8f, 756, 576, 756);
    line(576, 756, 576, 732);
    cell(36, 732, 331.2f, 708, "b  Employer identification number (EIN)");
    cell(36, 708, 331.2f, 636, "c  Employer's name, address, and ZIP code");
    cell(36, 636, 331.2f, 612, "d  Control number");
    cell(36, 612, 331.2f, 504, "e  Employee's first name and initial");
    caption(175, 604.5f, "Last name");
    caption(311, 604.5f, "Suff.");
    line(172.8f, 612, 172.8f, 600);
    line(309.6f, 612, 309.6f, 600);
    caption(38, 506, "f  Employee's address and ZIP code");
    rightSide();
    states();
    text(40, 440, Font.SANS, 9, "Form");
    text(62, 438, Font.BOLD, 16, "W-2");
    text(104, 440, Font.BOLD, 10, "Wage and Tax Statement");
    text(312, 436, Font.BOLD, 17, known("year"));
    caption(420, 444, "Department of the Treasury-Internal Revenue Service");
    text(38, 426, Font.BOLD, 7.5f, "Copy B-To Be Filed With Employee's FEDERAL Tax Return.");
    fill();
  }

  private void rightSide() {
    String[] captions = {
      "1  Wages, tips, other compensation", "2  Federal income tax withheld",
      "3  Social security wages", "4  Social security tax withheld",
      "5  Medicare wages and tips", "6  Medicare tax withheld",
      "7  Social security tips", "8  Allocated tips",
      "9", "10  Dependent care benefits",
      "11  Nonqualified plans", "12a  See instructions for box 12",
    };
    for (int i = 0; i < captions.length; i++) {
      float left = i % 2 == 0 ? 331.2f : 453.6f;
      float top = 732 - 24 * (i / 2);
      cell(left, top, i % 2 == 0 ? 453.6f : 576, top - 24, captions[i]);
    }
    cell(331.2f, 588, 453.6f, 564, "13  Statutory   Retirement   Third-party");
    cell(331.2f, 564, 453.6f, 504, "14  Other");
    cell(453.6f, 588, 576, 564, "12b");
    cell(453.6f, 564, 576, 540, "12c");
    cell(453.6f, 540, 576, 504, "12d");
  }

  private void states() {
    float[] edges = {36, 194.4f, 280.8f, 360, 446.4f, 525.6f, 576};
    String[] captions = {
      "15  State   Employer's state ID number",
      "16  State wages, tips, etc.",
      "17  State income tax",
      "18  Local wages, tips, etc.",
      "19  Local income tax",
      "20  Locality",
    };
    for (int i = 0; i < captions.length; i++) {
      cell(edges[i], 504, edges[i + 1], 480, captions[i]);
      cell(edges[i], 480, edges[i + 1], 456, "");
    }
  }

  private void fill() {
    value(155, 734.5f, known("ssn"));
    value(40, 710.5f, known("ein"));
    value(40, 684, known("employer"));
    value(40, 668, known("employer1"));
    value(40, 652, known("employer2"));
    value(40, 590.5f, known("first"));
    value(175.5f, 590.5f, known("last"));
    value(40, 572, known("address1"));
    value(40, 556, known("address2"));
    value(338, 710.5f, known("wages"));
    value(460, 710.5f, known("tax"));
    value(338, 686.5f, known("wages"));
    value(338, 662.5f, known("wages"));
  }

  private void cell(float left, float top, float right, float bottom, String caption) {
    sheet.box(left, flip(top), right - left, top - bottom, 0.6f);
    caption(left + 2, top - 7.5f, caption);
  }

  private void caption(float x, float y, String text) {
    sheet.ink(CAPTION);
    text(x, y, Font.SANS, 6.2f, text);
    sheet.ink(Color.BLACK);
  }

  private void value(float x, float y, String text) {
    text(x, y, type, size, text);
  }

  private void text(float x, float y, Font font, float points, String text) {
    if (!text.isEmpty()) {
      sheet.text(x, flip(y), font, points, text);
    }
  }

  private void line(float x1, float y1, float x2, float y2) {
    sheet.line(x1, flip(y1), x2, flip(y2), 0.6f);
  }

  private float flip(float y) {
    return 792 - y + shift;
  }

  /** A quarter of a page, as laser forms of four to a sheet are arranged. */
  private void quarter(float left, float top) {
    shift = 0;
    float[] columns = {left + 14, left + 122, left + 208, left + 292};
    String[][] rows = {
      {
        "a Employee's social security number",
        "ssn",
        "1 Wages, tips, other comp.",
        "wages",
        "2 Federal income tax withheld",
        "tax"
      },
      {
        "b Employer ID number (EIN)",
        "ein",
        "3 Social security wages",
        "wages",
        "4 Social security tax withheld",
        ""
      },
      {"d Control number", "", "5 Medicare wages and tips", "wages", "6 Medicare tax withheld", ""},
    };
    for (int i = 0; i < rows.length; i++) {
      float y = top + 20 + 25 * i;
      for (int k = 0; k < 3; k++) {
        box(columns[k], y, columns[k + 1], 25, rows[i][2 * k], rows[i][2 * k + 1]);
      }
    }
    box(
        columns[0],
        top + 95,
        columns[3],
        56,
        "c Employer's name, address, and ZIP code",
        "employer");
    sheet.text(columns[0] + 5, top + 127, type, size - 1, known("employer1"));
    sheet.text(columns[0] + 5, top + 138, type, size - 1, known("employer2"));
    box(columns[0], top + 151, columns[3], 56, "e Employee's name, address, and ZIP code", "");
    sheet.text(columns[0] + 5, top + 172, type, size - 1, known("first") + " " + known("last"));
    sheet.text(columns[0] + 5, top + 183, type, size - 1, known("address1"));
    sheet.text(columns[0] + 5, top + 194, type, size - 1, known("address2"));
    String[] lower = {
      "7 Social security tips",
      "8 Allocated tips",
      "9",
      "10 Dependent care benefits",
      "11 Nonqualified plans",
      "12a See inst. for box 12"
    };
    for (int i = 0; i < lower.length; i++) {
      box(columns[i % 3], top + 207 + 22 * (i / 3), columns[i % 3 + 1], 22, lower[i], "");
    }
    sheet.text(columns[0], top + 268, Font.BOLD, 10, "W-2");
    sheet.text(columns[0] + 26, top + 268, Font.BOLD, 7, "Wage and Tax Statement");
    sheet.text(columns[0] + 140, top + 268, Font.BOLD, 10, known("year"));
    sheet.text(columns[0] + 180, top + 268, Font.SANS, 5, "Dept. of the Treasury - IRS");
  }

  private void box(float left, float top, float right, float height, String caption, String value) {
    sheet.box(left, top, right - left, height, 0.5f);
    sheet.ink(CAPTION).text(left + 2, top + 7, Font.SANS, 5.6f, caption);
    sheet.ink(Color.BLACK);
    if (!value.isEmpty()) {
      sheet.text(left + 5, top + 19, type, size - 1, known(value));
    }
  }

  /** Wages on the left, people below each other: nothing is where the official form has it. */
  private void vendor() {
    shift = 0;
    text(60, 740, Font.BOLD, 13, "W-2 Wage and Tax Statement " + known("year"));
    String[][] rows = {
      {"1  Wages, tips, other compensation", known("wages")},
      {"2  Federal income tax withheld", known("tax")},
      {"a  Employee's social security number", known("ssn")},
      {"b  Employer identification number (EIN)", known("ein")},
      {"c  Employer's name", known("employer")},
      {"e  Employee's name", known("first") + " " + known("last")},
      {"f  Employee's address", known("address1")},
      {"", known("address2")},
    };
    for (int i = 0; i < rows.length; i++) {
      float top = 720 - 31 * i;
      sheet.box(60, flip(top), 260, 29, 0.6f);
      caption(64, top - 8, rows[i][0]);
      value(70, top - 22, rows[i][1]);
    }
  }
}
