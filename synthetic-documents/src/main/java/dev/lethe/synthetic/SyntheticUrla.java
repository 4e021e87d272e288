package dev.lethe.synthetic;

import java.awt.Color;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/**
 * Makes pages of Uniform Residential Loan Applications (Freddie Mac Form 65, Fannie Mae Form 1003,
 * effective 1/2021) about invented people. The words and the order of the fields are those of the
 * form as published; the geometry is near to it in {@link Layout#FORM} and a vendor's own in the
 * others.
 */
public final class SyntheticUrla {

  /** How the page is arranged. */
  public enum Layout {
    /** Section 1 as the form arranges it. */
    FORM,
    /** Section 1 as another system prints it: boxes in rows, values in other places. */
    VENDOR,
    /** Section 4, the loan and the property. */
    LOAN
  }

  private static final String[] CITIZENSHIP = {
    "us_citizen", "permanent_resident_alien", "non_permanent_resident_alien"
  };
  private static final String[] CITIZENSHIP_WORDS = {
    "U.S. Citizen", "Permanent Resident Alien", "Non-Permanent Resident Alien"
  };
  private static final String[] MARITAL = {"married", "separated", "unmarried"};
  private static final String[] MARITAL_WORDS = {"Married", "Separated", "Unmarried"};
  private static final String[] HOUSING = {"no_expense", "own", "rent"};
  private static final String[] HOUSING_WORDS = {"No primary housing expense", "Own", "Rent"};

  private final AmericanPeople people;
  private final Invention invent;
  private final Map<String, String> answers = new LinkedHashMap<>();
  private final Font type;
  private final float size;
  private final float small;
  private final Sheets sheet;

  private SyntheticUrla(long seed, Sheets sheet) {
    this.sheet = sheet;
    people = new AmericanPeople(seed + 9000);
    invent = people.invent();
    type = invent.pick(List.of(Font.SANS, Font.MONO, Font.CONDENSED, Font.SERIF));
    size = invent.between(16, 19) / 2f;
    small = invent.between(14, 16) / 2f;
  }

  /** The same arguments make the same bytes. */
  public static SyntheticDocument of(long seed, Layout layout) {
    try (Sheets sheets = new Sheets(seed, PDRectangle.LETTER)) {
      return new SyntheticUrla(seed, sheets).draw(layout);
    }
  }

  private SyntheticDocument draw(Layout layout) {
    switch (layout) {
      case FORM -> form();
      case VENDOR -> vendor();
      case LOAN -> loan();
    }
    foot(layout == Layout.VENDOR ? 54 : 40);
    return new SyntheticDocument("loan_application", "en", answers, sheet.toPdf());
  }

  private void form() {
    head(40, 41);
    bar(40, 141, "1a. Personal Information");
    caption(44, 166, "Name (First, Middle, Last, Suffix)");
    value(46, 178, answer("borrower_name", invent.person()));
    rule(44, 181, 320);
    caption(330, 166, "Social Security Number");
    value(432, 166, ssn());
    print(330, 176, small - 1, "(or Individual Taxpayer Identification Number)");
    caption(44, 192, "Alternate Names – List any names by which you are known or any names");
    caption(44, 201, "under which credit was previously received (First, Middle, Last, Suffix)");
    caption(330, 192, "Date of Birth");
    print(330, 201, small - 1, "(mm/dd/yyyy)");
    value(332, 213, birthday());
    caption(420, 192, "Citizenship");
    boxes(420, 203, 0, 10, "borrower_citizenship", CITIZENSHIP, CITIZENSHIP_WORDS);
    credit(44, 238, 330);
    contact();
    bold(44, 352, "Current Address");
    address(44, 365, "borrower_address", people.street(), people.town());
    howLong(44, 390);
    bold(44, 408, "If at Current Address for LESS than 2 years, list Former Address");
    tick(330, 408, "Does not apply", true);
    address(44, 421, "", "", "");
    caption(44, 446, "How Long at Former Address?");
    bold(44, 462, "Mailing Address");
    print(110, 462, small, "– if different from Current Address");
    tick(330, 462, "Does not apply", true);
    address(44, 475, "", "", "");
    employment();
  }

  private void head(float x, float y) {
    print(x, y + 6, small - 1, "To be completed by the Lender:");
    caption(x, y + 15, "Lender Loan No./Universal Loan Identifier");
    value(x + 150, y + 15, invent.digits(9));
    caption(x + 360, y + 15, "Agency Case No.");
    sheet.text(x, y + 38, Font.BOLD, 14, "Uniform Residential Loan Application");
    print(
        x,
        y + 50,
        small - 0.5f,
        "Verify and complete the information on this application. If you are applying for this loan"
            + " with others, each additional Borrower must provide");
    print(x, y + 59, small - 0.5f, "information as directed by your Lender.");
    sheet.text(x, y + 76, Font.BOLD, 10, "Section 1: Borrower Information.");
    print(
        x + 175,
        y + 76,
        small - 0.5f,
        "This section asks about your personal information and your income from");
    print(
        x,
        y + 86,
        small - 0.5f,
        "employment and other sources, such as retirement, that you want considered to qualify for"
            + " this loan.");
  }

  private void bar(float x, float y, String text) {
    sheet.fill(x, y, 532, 13, new Color(225, 230, 236));
    sheet.text(x + 4, y + 10, Font.BOLD, 8.5f, text);
  }

  private String ssn() {
    String ssn = answer("borrower_ssn", people.ssn());
    return ssn.replace("-", " – ");
  }

  private String birthday() {
    LocalDate day = people.birthday();
    answers.put("borrower_date_of_birth", day.toString());
    return String.format(
        Locale.ROOT, "%02d / %02d / %d", day.getMonthValue(), day.getDayOfMonth(), day.getYear());
  }

  private void credit(float x, float y, float right) {
    bold(x, y, "Type of Credit");
    tick(x, y + 10, "I am applying for individual credit.", true);
    tick(x, y + 20, "I am applying for joint credit.", false);
    caption(x + 130, y + 20, "Total Number of Borrowers:");
    print(x + 9, y + 29, small - 0.5f, "Each Borrower intends to apply for joint credit.");
    caption(x + 170, y + 29, "Your initials:");
    print(right, y, small, "List Name(s) of Other Borrower(s) Applying for this Loan");
    print(right, y + 9, small - 1, "(First, Middle, Last, Suffix) – Use a separator between names");
  }

  private void contact() {
    bold(44, 284, "Marital Status");
    boxes(44, 296, 0, 11, "borrower_marital_status", MARITAL, MARITAL_WORDS);
    print(53, 328, small - 1.5f, "(Single, Divorced, Widowed, Civil Union,");
    print(53, 335, small - 1.5f, "Domestic Partnership, Registered");
    print(53, 342, small - 1.5f, "Reciprocal Beneficiary Relationship)");
    bold(180, 284, "Dependents");
    print(234, 284, small - 0.5f, "(not listed by another Borrower)");
    dependents(180, 296, 215);
    bold(372, 284, "Contact Information");
    phones(372, 296, 0, 11, 60);
    caption(372, 329, "Email");
    email(398, 329);
  }

  private void dependents(float x, float y, float right) {
    caption(x, y, "Number");
    if (!invent.oneIn(4)) {
      int count = invent.between(0, 5);
      value(right, y, answer("borrower_dependents", String.valueOf(count)));
    }
    caption(x, y + 11, "Ages");
  }

  private void phones(float x, float y, float across, float down, float gap) {
    String[] words = {"Home Phone", "Cell Phone", "Work Phone"};
    boolean home = invent.oneIn(2);
    for (int i = 0; i < words.length; i++) {
      float left = x + i * across;
      float base = y + i * down;
      caption(left, base, words[i]);
      boolean filled = i == 0 ? home : i == 1 || invent.oneIn(3);
      if (filled) {
        String phone = people.phone();
        value(left + gap, base, phone.replace("-", " – "));
        answers.putIfAbsent("borrower_phone", "+1" + phone.replaceAll("\\D", ""));
      } else {
        value(left + gap, base, "(       )         –");
      }
    }
  }

  private void email(float x, float y) {
    if (!invent.oneIn(4)) {
      String name = invent.person().toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", ".");
      value(x, y, answer("borrower_email", name + "@example.org"));
    }
  }

  /** Street and unit, then town, state, code and country. */
  private void address(float x, float y, String field, String street, String town) {
    String unit = street.contains(" Apt ") ? street.replaceAll(".* Apt ", "") : "";
    String road = street.replaceAll(" Apt .*", "");
    caption(x, y, "Street");
    value(x + 28, y, road);
    caption(x + 430, y, "Unit #");
    value(x + 458, y, unit);
    String city = town.replaceAll(",.*", "");
    String state = town.replaceAll(".*, (..) .*", "$1");
    String zip = town.replaceAll(".* ", "");
    caption(x, y + 12, "City");
    value(x + 20, y + 12, city);
    caption(x + 280, y + 12, "State");
    value(x + 305, y + 12, state);
    caption(x + 340, y + 12, "ZIP");
    value(x + 358, y + 12, zip);
    caption(x + 430, y + 12, "Country");
    rule(x + 26, y + 2, x + 420);
    rule(x + 18, y + 14, x + 270);
    if (!field.isEmpty()) {
      answers.put(field, road + (unit.isEmpty() ? "" : " # " + unit) + ", " + town);
    }
  }

  private void howLong(float x, float y) {
    caption(x, y, "How Long at Current Address?");
    value(x + 108, y, String.valueOf(invent.between(2, 30)));
    caption(x + 125, y, "Years");
    value(x + 152, y, String.valueOf(invent.between(0, 11)));
    caption(x + 168, y, "Months");
    bold(x + 206, y, "Housing");
    float[] left = {x + 242, x + 348, x + 382};
    int ticked = invent.between(0, 2);
    for (int i = 0; i < 3; i++) {
      tick(left[i], y, HOUSING_WORDS[i], i == ticked);
    }
    answers.put("borrower_housing", HOUSING[ticked]);
    print(x + 412, y, small, "($");
    value(x + 425, y, ticked == 2 ? invent.between(800, 4000) + ".00" : "");
    print(x + 475, y, small, "/month)");
  }

  private void employment() {
    bar(40, 498, "1b. Current Employment/Self-Employment and Income");
    tick(330, 508, "Does not apply", false);
    caption(44, 524, "Employer or Business Name");
    value(152, 524, answer("employer_name", invent.company()));
    caption(322, 524, "Phone");
    value(348, 524, people.phone().replace("-", " – "));
    caption(44, 537, "Street");
    value(72, 537, people.street());
    caption(322, 537, "Unit #");
    String town = people.town();
    caption(44, 550, "City");
    value(64, 550, town.replaceAll(",.*", ""));
    caption(200, 550, "State");
    value(226, 550, town.replaceAll(".*, (..) .*", "$1"));
    caption(254, 550, "ZIP");
    value(272, 550, town.replaceAll(".* ", ""));
    caption(322, 550, "Country");
    caption(44, 563, "Position or Title");
    value(102, 563, invent.pick(List.of("Carpenter", "Bookkeeper", "Nurse", "Driver")));
    bold(236, 563, "Check if this statement applies:");
    caption(44, 576, "Start Date");
    value(86, 576, "04 / 12 / 2015");
    print(160, 576, small - 1, "(mm/dd/yyyy)");
    tick(236, 576, "I am employed by a family member,", false);
    print(245, 585, small - 0.5f, "property seller, real estate agent, or other");
    print(245, 594, small - 0.5f, "party to the transaction.");
    caption(44, 590, "How long in this line of work?");
    value(146, 590, String.valueOf(invent.between(1, 30)));
    caption(162, 590, "Years");
    caption(202, 590, "Months");
    tick(44, 612, "Check if you are the Business", false);
    print(53, 622, small - 0.5f, "Owner or Self-Employed");
    tick(170, 612, "I have an ownership share of less than 25%.", false);
    tick(170, 622, "I have an ownership share of 25% or more.", false);
    print(330, 612, small - 0.5f, "Monthly Income (or Loss)");
    incomes(432, 524, 13, 48);
  }

  private void incomes(float x, float y, float down, float gap) {
    bold(x, y, "Gross Monthly Income");
    BigDecimal base = people.dollars(2500, 14000);
    BigDecimal overtime = invent.oneIn(2) ? people.dollars(50, 900) : BigDecimal.ZERO;
    BigDecimal total = base.add(overtime);
    String[] words = {"Base", "Overtime", "Bonus", "Commission", "Military", "Other", "TOTAL"};
    for (int i = 0; i < words.length; i++) {
      float at = y + (i + 1) * down;
      caption(x, at, words[i].equals("Military") ? "Military Entitlements" : words[i]);
      float dollar = x + gap + (words[i].equals("Military") ? 26 : 0);
      print(dollar, at, small, "$");
      BigDecimal amount = i == 0 ? base : i == 1 ? overtime : i == 6 ? total : BigDecimal.ZERO;
      if (amount.signum() > 0) {
        value(dollar + 8, at, String.format(Locale.US, "%,.2f", amount));
      }
      print(dollar + 66, at, small, "/month");
    }
    answers.put("monthly_income", total.toPlainString());
  }

  /** Everything in other places: values beside what stood above them, boxes in rows. */
  private void vendor() {
    head(54, 30);
    bar(54, 128, "1a. Personal Information");
    caption(58, 154, "Name (First, Middle, Last, Suffix)");
    value(200, 154, answer("borrower_name", invent.person()));
    caption(58, 170, "Social Security Number");
    value(60, 182, ssn().replace(" ", ""));
    caption(220, 170, "Date of Birth");
    print(270, 170, small - 1, "(mm/dd/yyyy)");
    value(222, 182, birthday().replace(" ", ""));
    caption(58, 198, "Citizenship");
    boxes(110, 198, 130, 0, "borrower_citizenship", CITIZENSHIP, CITIZENSHIP_WORDS);
    caption(58, 212, "Marital Status");
    boxes(120, 212, 70, 0, "borrower_marital_status", MARITAL, MARITAL_WORDS);
    caption(58, 228, "Dependents (not listed by another Borrower)");
    dependents(240, 228, 275);
    bold(58, 250, "Contact Information");
    phones(58, 262, 165, 0, 52);
    caption(58, 276, "Email");
    email(90, 276);
    bold(58, 296, "Current Address");
    address(58, 310, "borrower_address", people.street(), people.town());
    howLong(58, 338);
    credit(58, 360, 330);
    bar(54, 408, "1b. Current Employment/Self-Employment and Income");
    caption(58, 436, "Employer or Business Name");
    value(60, 448, answer("employer_name", invent.company()));
    caption(330, 436, "Phone");
    value(360, 436, people.phone());
    incomes(58, 470, 15, 60);
  }

  private void loan() {
    sheet.text(40, 60, Font.BOLD, 10, "Section 4: Loan and Property Information.");
    print(
        236,
        60,
        small - 0.5f,
        "This section asks about the loan's purpose and the property you want to");
    print(40, 70, small - 0.5f, "purchase or refinance.");
    bar(40, 84, "4a. Loan and Property Information");
    caption(44, 112, "Loan Amount $");
    BigDecimal amount = people.dollars(60_000, 900_000);
    value(110, 112, String.format(Locale.US, "%,.2f", amount));
    answers.put("loan_amount", amount.toPlainString());
    caption(240, 112, "Loan Purpose");
    String[] words = {"Purchase", "Refinance", "Other (specify)"};
    String[] codes = {"purchase", "refinance", "other"};
    int ticked = invent.between(0, 2);
    for (int i = 0; i < 3; i++) {
      tick(300 + 70 * i, 112, words[i], i == ticked);
    }
    answers.put("loan_purpose", codes[ticked]);
    bold(44, 130, "Property Address");
    address(44, 143, "property_address", people.street(), people.town());
    caption(44, 170, "Number of Units");
    value(112, 170, "1");
    caption(200, 170, "Property Value $");
    value(270, 170, String.format(Locale.US, "%,.2f", amount.add(people.dollars(1000, 90_000))));
    bold(44, 188, "Occupancy");
    tick(110, 188, "Primary Residence", true);
    tick(210, 188, "Second Home", false);
    tick(300, 188, "Investment Property", false);
    tick(410, 188, "FHA Secondary Residence", false);
  }

  private void foot(float x) {
    print(x, 740, small, "Uniform Residential Loan Application");
    print(x, 749, small - 0.5f, "Freddie Mac Form 65  •  Fannie Mae Form 1003");
    print(x, 758, small - 0.5f, "Effective 1/2021");
  }

  private String answer(String field, String value) {
    answers.put(field, value);
    return value;
  }

  private void boxes(
      float x, float y, float across, float down, String field, String[] codes, String[] words) {
    int ticked = invent.between(0, codes.length - 1);
    for (int i = 0; i < codes.length; i++) {
      tick(x + i * across, y + i * down, words[i], i == ticked);
    }
    answers.put(field, codes[ticked]);
  }

  private void tick(float x, float baseline, String words, boolean ticked) {
    sheet.box(x, baseline - 5.8f, 6.4f, 6.4f, 0.5f);
    if (ticked) {
      sheet.text(x + 0.9f, baseline, Font.BOLD, 7, "X");
    }
    print(x + 9, baseline, small, words);
  }

  private void print(float x, float y, float points, String text) {
    sheet.text(x, y, Font.SANS, points, text);
  }

  private void caption(float x, float y, String text) {
    print(x, y, small, text);
  }

  private void bold(float x, float y, String text) {
    sheet.text(x, y, Font.BOLD, small, text);
  }

  private void value(float x, float y, String text) {
    if (!text.isEmpty()) {
      sheet.text(x, y, type, size, text);
    }
  }

  private void rule(float x, float y, float right) {
    sheet.line(x, y, right, y, 0.4f);
  }
}
