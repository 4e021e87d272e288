package dev.lethe.synthetic;

import java.awt.Color;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/**
 * Makes health insurance claim forms CMS-1500 (02/12) about invented patients: red print, and
 * writing in ten characters and six lines to the inch at the columns of billing programs.
 */
public final class SyntheticClaim {

  private static final float INCH = 72;
  private static final Color RED = new Color(214, 58, 52);
  private static final List<String> CODES =
      List.of("M5450", "E119", "I10", "J069", "Z0000", "S93401A", "F411", "K219", "R519", "N390");

  private final AmericanPeople people;
  private final Invention invent;
  private final Map<String, String> answers = new LinkedHashMap<>();
  private final float right;
  private final float down;
  private final Sheets sheet;

  private SyntheticClaim(long seed, Sheets sheet) {
    this.sheet = sheet;
    people = new AmericanPeople(seed + 9000);
    invent = people.invent();
    // printers hit the preprinted form to about a point
    right = invent.between(-10, 10) / 10f;
    down = invent.between(-10, 10) / 10f;
  }

  /** The same seed makes the same bytes. */
  public static SyntheticDocument of(long seed) {
    try (Sheets sheets = new Sheets(seed, PDRectangle.LETTER)) {
      return new SyntheticClaim(seed, sheets).draw();
    }
  }

  private SyntheticDocument draw() {
    sheet.ink(RED);
    lines();
    captions();
    sheet.ink(Color.BLACK);
    fill();
    return new SyntheticDocument("medical_claim", "en", answers, sheet.toPdf());
  }

  private void lines() {
    float left = 0.3f * INCH;
    float end = 8.2f * INCH;
    for (int line = 7; line <= 27; line += 2) {
      if (line == 15) {
        rule(left, line, 229);
        rule(373, line, end);
      } else {
        rule(left, line, end);
      }
    }
    for (int line : new int[] {31, 33, 35, 37, 41, 43, 45, 47, 49, 51, 53, 55, 57, 62}) {
      rule(left, line, end);
    }
    rule(373, 39, end);
    wall(left, 7, 62);
    wall(end, 7, 62);
    wall(229, 9, 27);
    wall(373, 7, 27);
    wall(373, 31, 41);
    wall(229, 31, 35);
    for (float x : new float[] {152, 173.5f, 195, 316, 373, 418, 436, 462, 483, 503}) {
      wall(x, 43, 55);
    }
    wall(373, 55, 62);
    wall(177, 55, 62);
    wall(270, 55, 57);
    wall(458, 55, 57);
    wall(524, 55, 57);
  }

  private void captions() {
    sheet.text(24, 62, Font.BOLD, 11, "HEALTH INSURANCE CLAIM FORM");
    sheet.text(
        24, 72, Font.SANS, 5.5f, "APPROVED BY NATIONAL UNIFORM CLAIM COMMITTEE (NUCC) 02/12");
    sheet.text(24, 86, Font.SANS, 6, "PICA");
    caption(
        1,
        7,
        "1.  MEDICARE      MEDICAID      TRICARE      CHAMPVA      GROUP      FECA      OTHER");
    caption(50, 7, "1a. INSURED'S I.D. NUMBER                 (For Program in Item 1)");
    caption(1, 9, "2. PATIENT'S NAME (Last Name, First Name, Middle Initial)");
    caption(30, 9, "3. PATIENT'S BIRTH DATE          SEX");
    caption(50, 9, "4. INSURED'S NAME (Last Name, First Name, Middle Initial)");
    caption(1, 11, "5. PATIENT'S ADDRESS (No., Street)");
    caption(30, 11, "6. PATIENT RELATIONSHIP TO INSURED");
    caption(50, 11, "7. INSURED'S ADDRESS (No., Street)");
    caption(1, 13, "CITY                                                      STATE");
    caption(30, 13, "8. RESERVED FOR NUCC USE");
    caption(50, 13, "CITY                                                      STATE");
    caption(1, 15, "ZIP CODE                  TELEPHONE (Include Area Code)");
    caption(50, 15, "ZIP CODE                  TELEPHONE (Include Area Code)");
    caption(1, 17, "9. OTHER INSURED'S NAME (Last Name, First Name, Middle Initial)");
    caption(30, 17, "10. IS PATIENT'S CONDITION RELATED TO:");
    caption(50, 17, "11. INSURED'S POLICY GROUP OR FECA NUMBER");
    caption(1, 19, "a. OTHER INSURED'S POLICY OR GROUP NUMBER");
    caption(50, 19, "a. INSURED'S DATE OF BIRTH                 SEX");
    caption(1, 21, "b. RESERVED FOR NUCC USE");
    caption(1, 25, "d. INSURANCE PLAN NAME OR PROGRAM NAME");
    caption(50, 23, "c. INSURANCE PLAN NAME OR PROGRAM NAME");
    caption(
        1,
        28,
        "12. PATIENT'S OR AUTHORIZED PERSON'S SIGNATURE I authorize the release of any medical");
    caption(1, 31, "14. DATE OF CURRENT ILLNESS, INJURY, or PREGNANCY (LMP)");
    caption(1, 33, "17. NAME OF REFERRING PROVIDER OR OTHER SOURCE");
    caption(1, 35, "19. ADDITIONAL CLAIM INFORMATION (Designated by NUCC)");
    caption(
        1,
        37,
        "21. DIAGNOSIS OR NATURE OF ILLNESS OR INJURY   Relate A-L to service line below (24E)");
    caption(50, 37, "22. RESUBMISSION CODE          ORIGINAL REF. NO.");
    caption(50, 39, "23. PRIOR AUTHORIZATION NUMBER");
    caption(
        1,
        41,
        "24. A.  DATE(S) OF SERVICE          B.      C.     D. PROCEDURES, SERVICES, OR SUPPLIES");
    caption(1, 55, "25. FEDERAL TAX I.D. NUMBER   SSN EIN");
    caption(23, 55, "26. PATIENT'S ACCOUNT NO.");
    caption(50, 55, "28. TOTAL CHARGE");
    caption(62, 55, "29. AMOUNT PAID");
    caption(71, 55, "30. Rsvd for NUCC Use");
    caption(1, 57, "31. SIGNATURE OF PHYSICIAN OR SUPPLIER");
    caption(23, 57, "32. SERVICE FACILITY LOCATION INFORMATION");
    caption(50, 57, "33. BILLING PROVIDER INFO & PH #");
    for (int i = 0; i < 12; i++) {
      float x = column(1) + 93.6f * (i % 4);
      sheet.text(x, top(38 + i / 4) + 9.5f, Font.SANS, 6.5f, (char) ('A' + i) + ".");
    }
    sheet.text(378, top(56) + 9.5f, Font.SANS, 7, "$");
    sheet.text(460, top(56) + 9.5f, Font.SANS, 7, "$");
    sheet.box(column(42) - 1.4f, top(10) + 0.5f, 10, 11, 0.5f);
    sheet.text(column(42) - 9, top(10) + 9, Font.SANS, 6, "M");
    sheet.box(column(47) - 1.4f, top(10) + 0.5f, 10, 11, 0.5f);
    sheet.text(column(47) - 9, top(10) + 9, Font.SANS, 6, "F");
  }

  private void fill() {
    String patient = (invent.surname() + ", " + invent.givenName() + ", " + invent.letters(1));
    String insured = invent.oneIn(2) ? patient : invent.surname() + ", " + invent.givenName();
    field(8, 50, "insured_id", invent.letters(3) + invent.number(9));
    field(10, 1, "patient_name", patient);
    LocalDate birth = people.birthday();
    write(10, 31, String.format(Locale.ROOT, "%02d", birth.getMonthValue()));
    write(10, 34, String.format(Locale.ROOT, "%02d", birth.getDayOfMonth()));
    write(10, 37, String.valueOf(birth.getYear()));
    answers.put("patient_date_of_birth", birth.toString());
    boolean male = invent.oneIn(2);
    write(10, male ? 42 : 47, "X");
    answers.put("patient_sex", male ? "M" : "F");
    field(10, 50, "insured_name", insured);
    address();
    field(18, 50, "group_number", invent.letters(2) + invent.number(5));
    write(29, 7, "Signature on File");
    services();
    String npi = people.npi();
    field(58, 50, "provider_name", invent.company());
    write(59, 50, people.street());
    write(60, 50, people.town());
    write(61, 50, npi);
    answers.put("provider_npi", npi);
    answers.replaceAll((name, value) -> value.toUpperCase(Locale.ROOT));
  }

  private void address() {
    String street = people.street();
    String[] town = people.town().split(", | ");
    String code = town[town.length - 1];
    String state = town[town.length - 2];
    String city = String.join(" ", List.of(town).subList(0, town.length - 2));
    write(12, 1, street);
    write(14, 1, city);
    write(14, 26, state);
    write(16, 1, code);
    write(16, 50, code);
    answers.put("patient_address", street + ", " + city + ", " + state + ", " + code);
  }

  private void services() {
    List<String> codes = new ArrayList<>();
    int diagnoses = invent.between(1, 6);
    for (int i = 0; i < diagnoses; i++) {
      String code = CODES.get((invent.between(0, 9) + i) % CODES.size());
      if (!codes.contains(code)) {
        write(38 + codes.size() / 4, 3 + 13 * (codes.size() % 4), code);
        codes.add(code);
      }
    }
    answers.put(
        "diagnosis_codes",
        String.join(
            ", ",
            codes.stream()
                .map(c -> c.length() > 3 ? c.substring(0, 3) + "." + c.substring(3) : c)
                .toList()));
    BigDecimal total = BigDecimal.ZERO;
    List<String> dates = new ArrayList<>();
    LocalDate day = invent.day(LocalDate.of(2025, 1, 5), LocalDate.of(2026, 9, 1));
    int rows = invent.between(1, 6);
    for (int row = 0; row < rows; row++) {
      LocalDate from = day.plusDays(3L * row);
      LocalDate to = invent.oneIn(3) ? from.plusDays(1) : from;
      int line = 44 + 2 * row;
      date(line, 1, from);
      date(line, 10, to);
      write(line, 19, "11");
      write(line, 25, "992" + invent.between(11, 15));
      write(line, 45, "A");
      BigDecimal charge = people.dollars(40, 900);
      total = total.add(charge);
      write(line, 50, money(charge));
      write(line, 59, "1");
      dates.add(from.equals(to) ? from.toString() : from + "/" + to);
    }
    answers.put("service_dates", String.join(", ", dates));
    write(56, 1, people.ein().replace("-", ""));
    write(56, 23, "A" + invent.number(6));
    write(56, 52, money(total));
    answers.put("total_charge", total.toPlainString());
    BigDecimal paid = people.dollars(0, 90);
    write(56, 62, money(paid));
    answers.put("amount_paid", paid.toPlainString());
  }

  private void date(int line, int column, LocalDate date) {
    write(line, column, String.format(Locale.ROOT, "%02d", date.getMonthValue()));
    write(line, column + 3, String.format(Locale.ROOT, "%02d", date.getDayOfMonth()));
    write(line, column + 6, String.format(Locale.ROOT, "%02d", date.getYear() % 100));
  }

  private static String money(BigDecimal amount) {
    return String.format(Locale.ROOT, "%8s", amount.toPlainString().replace('.', ' '));
  }

  private void field(int line, int column, String name, String text) {
    answers.put(name, text);
    write(line, column, text);
  }

  /** One character after the other, each in its column. */
  private void write(int line, int column, String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    for (int i = 0; i < upper.length(); i++) {
      if (upper.charAt(i) != ' ') {
        sheet.text(
            column(column + i) + right,
            top(line) + 9.6f + down,
            Font.MONO,
            10,
            upper.substring(i, i + 1));
      }
    }
  }

  private void caption(int column, int line, String text) {
    sheet.text(column(column) - 2.5f, top(line) + 7, Font.SANS, 5.6f, text);
  }

  private void rule(float from, int line, float to) {
    sheet.line(from, top(line), to, top(line), 0.6f);
  }

  private void wall(float x, int from, int to) {
    sheet.line(x, top(from), x, top(to), 0.6f);
  }

  /** Left edge of a column of the grid. */
  private static float column(int column) {
    return 0.37f * INCH + (column - 1) * INCH / 10;
  }

  /** Upper edge of a line of the grid. */
  private static float top(int line) {
    return 0.0767f * INCH + line * INCH / 6;
  }
}
