package dev.lethe.synthetic;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/**
 * Makes first pages of IRS Forms W-9 about invented people. Field places are those of the official
 * PDF; heights are measured from the top.
 */
public final class SyntheticW9 {

  /** Revision of the form. */
  public enum Revision {
    MARCH_2024,
    OCTOBER_2018
  }

  private final AmericanPeople people;
  private final Invention invent;
  private final Map<String, String> answers = new LinkedHashMap<>();
  private final Font type;
  private final float size;
  private final Revision revision;
  private final Sheets sheet;

  private SyntheticW9(long seed, Revision revision, Sheets sheet) {
    this.sheet = sheet;
    people = new AmericanPeople(seed + 5000);
    invent = people.invent();
    this.revision = revision;
    type = invent.pick(List.of(Font.SANS, Font.MONO, Font.CONDENSED, Font.SERIF));
    size = invent.between(17, 21) / 2f;
  }

  /** The same arguments make the same bytes. */
  public static SyntheticDocument of(long seed, Revision revision) {
    try (Sheets sheets = new Sheets(seed, PDRectangle.LETTER)) {
      return new SyntheticW9(seed, revision, sheets).draw();
    }
  }

  private SyntheticDocument draw() {
    head();
    names(revision == Revision.MARCH_2024 ? 96 : 84);
    lower(revision == Revision.MARCH_2024 ? 0 : -36);
    answers.put("form_type", "W-9");
    return new SyntheticDocument("tax_form", "en", answers, sheet.toPdf());
  }

  private void head() {
    print(38, 60, Font.BOLD, 20, "W-9");
    print(36, 48, Font.SANS, 7, "Form");
    print(
        36,
        70,
        Font.SANS,
        6.5f,
        revision == Revision.MARCH_2024 ? "(Rev. March 2024)" : "(Rev. October 2018)");
    print(36, 78, Font.SANS, 6, "Department of the Treasury");
    sheet.textCentred(306, 52, Font.BOLD, 14, "Request for Taxpayer");
    sheet.textCentred(306, 68, Font.BOLD, 13, "Identification Number and Certification");
    sheet.textCentred(306, 78, Font.SANS, 6.5f, "Go to www.irs.gov/FormW9 for instructions.");
    print(490, 56, Font.SANS, 8, "Give form to the");
    print(490, 66, Font.SANS, 8, "requester. Do not");
    print(490, 76, Font.SANS, 8, "send to the IRS.");
    line(36, 84, 576, 84);
  }

  private void names(float top) {
    boolean newest = revision == Revision.MARCH_2024;
    if (newest) {
      print(
          36,
          93,
          Font.SANS,
          7,
          "Before you begin. For guidance related to the purpose of Form W-9, see below.");
      line(36, 96, 576, 96);
    }
    float first = top + (newest ? 36 : 24);
    print(
        60,
        top + 8,
        Font.SANS,
        6.5f,
        newest
            ? "1  Name of entity/individual. An entry is required."
            : "1  Name (as shown on your income tax return). Name is required on this line.");
    String name = invent.oneIn(4) ? invent.company() : invent.person();
    value(61, first - 3.5f, name);
    answers.put("taxpayer_name", name);
    line(57.6f, first, 576, first);
    print(
        60,
        first + 8,
        Font.SANS,
        6.5f,
        "2  Business name/disregarded entity name, if different from above.");
    if (invent.oneIn(3)) {
      value(61, first + 20.5f, invent.company());
    }
    line(57.6f, first + 24, 576, first + 24);
    classification(first + 24);
  }

  private void classification(float top) {
    print(
        60,
        top + 8,
        Font.SANS,
        6.5f,
        "3a  Check the appropriate box for federal tax classification.");
    String[] boxes = {
      "Individual/sole proprietor", "C corporation", "S corporation", "Partnership", "Trust/estate"
    };
    float[] left = {73, 180, 252, 324, 388.8f};
    int ticked = invent.between(0, boxes.length - 1);
    for (int i = 0; i < boxes.length; i++) {
      sheet.box(left[i], top + 24, 8, 8, 0.5f);
      print(left[i] + 11, top + 31, Font.SANS, 6.5f, boxes[i]);
      if (i == ticked) {
        print(left[i] + 1.2f, top + 31, Font.BOLD, 8, "X");
      }
    }
    print(455, top + 8, Font.SANS, 6.5f, "4  Exemptions (codes apply only");
    print(455, top + 16, Font.SANS, 6.5f, "to certain entities)");
  }

  /** From line 5 on. */
  private void lower(float shift) {
    float y = 276 + shift;
    line(57.6f, y, 576, y);
    String street = people.street();
    String town = people.town();
    print(
        60,
        y + 8,
        Font.SANS,
        6.5f,
        "5  Address (number, street, and apt. or suite no.). See instructions.");
    value(61, y + 20.5f, street);
    line(57.6f, y + 24, 388.8f, y + 24);
    print(60, y + 32, Font.SANS, 6.5f, "6  City, state, and ZIP code");
    value(61, y + 44.5f, town);
    line(57.6f, y + 48, 576, y + 48);
    answers.put("taxpayer_address", street + ", " + town);
    print(391, y + 8, Font.SANS, 6.5f, "Requester's name and address (optional)");
    if (invent.oneIn(2)) {
      String requester = invent.company();
      value(392, y + 20.5f, requester);
      value(392, y + 32, people.street());
      value(392, y + 43, people.town());
      answers.put("payer_name", requester);
    }
    line(388.8f, y, 388.8f, y + 48);
    print(60, y + 56, Font.SANS, 6.5f, "7  List account number(s) here (optional)");
    line(36, y + 72, 576, y + 72);
    line(57.6f, revision == Revision.MARCH_2024 ? 96 : 84, 57.6f, y + 72);
    print(40, y + 81, Font.BOLD, 8, "Part I      Taxpayer Identification Number (TIN)");
    line(36, y + 84, 576, y + 84);
    numbers(y + 84);
    certification(y + 180);
  }

  private void numbers(float y) {
    print(
        38,
        y + 10,
        Font.SANS,
        7,
        "Enter your TIN in the appropriate box. The TIN provided must match the name given");
    print(
        38,
        y + 19,
        Font.SANS,
        7,
        "on line 1 to avoid backup withholding. For individuals, this is generally your social");
    print(
        38,
        y + 28,
        Font.SANS,
        7,
        "security number (SSN). For other entities, it is your employer identification number.");
    print(419, y + 9, Font.BOLD, 7, "Social security number");
    print(419, y + 45, Font.SANS, 7, "or");
    print(419, y + 57, Font.BOLD, 7, "Employer identification number");
    boolean person = invent.oneIn(2);
    String tin = person ? people.ssn() : people.ein();
    answers.put("taxpayer_id", tin);
    String[] ssn = person ? tin.split("-") : new String[] {"", "", ""};
    String[] ein = person ? new String[] {"", ""} : tin.split("-");
    comb(417.6f, y + 12, 3, ssn[0]);
    comb(475.2f, y + 12, 2, ssn[1]);
    comb(518.4f, y + 12, 4, ssn[2]);
    comb(417.6f, y + 60, 2, ein[0]);
    comb(460.8f, y + 60, 7, ein[1]);
    print(465, y + 28, Font.SANS, 10, "–");
    print(508, y + 28, Font.SANS, 10, "–");
    print(451, y + 76, Font.SANS, 10, "–");
  }

  private void comb(float left, float top, int cells, String digits) {
    for (int i = 0; i < cells; i++) {
      float x = left + 14.4f * i;
      sheet.box(x, top, 14.4f, 24, 0.5f);
      if (!digits.isEmpty()) {
        sheet.textCentred(x + 7.2f, top + 17, type, 11, digits.substring(i, i + 1));
      }
    }
  }

  private void certification(float y) {
    print(40, y, Font.BOLD, 8, "Part II     Certification");
    line(36, y + 3, 576, y + 3);
    for (int i = 0; i < 9; i++) {
      print(
          38,
          y + 14 + 9 * i,
          Font.SANS,
          7,
          "Under penalties of perjury, I certify that the number shown on this form is my correct taxpayer number, and I am waiting.");
    }
    line(36, y + 110, 576, y + 110);
    print(38, y + 121, Font.BOLD, 9, "Sign");
    print(38, y + 131, Font.BOLD, 9, "Here");
    print(75, y + 121, Font.SANS, 6.5f, "Signature of");
    print(75, y + 130, Font.SANS, 6.5f, "U.S. person");
    print(400, y + 130, Font.SANS, 6.5f, "Date");
    line(36, y + 134, 576, y + 134);
    for (int i = 0; i < 14; i++) {
      print(
          38,
          y + 150 + 9 * i,
          Font.SERIF,
          7,
          "General Instructions. Section references are to the Internal Revenue Code unless");
      print(
          310,
          y + 150 + 9 * i,
          Font.SERIF,
          7,
          "otherwise noted. Future developments about this form and its instructions");
    }
  }

  private void print(float x, float y, Font font, float points, String text) {
    sheet.text(x, y, font, points, text);
  }

  private void value(float x, float y, String text) {
    sheet.text(x, y, type, size, text);
  }

  private void line(float x1, float y1, float x2, float y2) {
    sheet.line(x1, y1, x2, y2, 0.6f);
  }
}
