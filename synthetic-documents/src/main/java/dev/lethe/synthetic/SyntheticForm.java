package dev.lethe.synthetic;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/**
 * Makes American forms as the systems of payers, insurers and lenders print them, in the layout of
 * no official form: statements for taxes, claims, insurance cards and loan applications.
 */
public final class SyntheticForm {

  /** The kinds of form, by their class. */
  public enum Kind {
    TAX_FORM,
    MEDICAL_CLAIM,
    INSURANCE_CARD,
    LOAN_APPLICATION
  }

  private static final DateTimeFormatter AMERICAN =
      DateTimeFormatter.ofPattern("MM/dd/uuuu", Locale.ROOT);
  private static final DecimalFormat MONEY =
      new DecimalFormat("#,##0.00", DecimalFormatSymbols.getInstance(Locale.ROOT));

  private SyntheticForm() {}

  /** The same arguments make the same bytes. */
  public static SyntheticDocument of(long seed, Kind kind) {
    Invention invent = new Invention(seed * 31 + kind.ordinal(), Locale.ENGLISH);
    FormPainter.Style style = invent.pick(List.of(FormPainter.Style.values()));
    String name = kind.name().toLowerCase(Locale.ROOT);
    Facts facts = new Facts();
    String title =
        switch (kind) {
          case TAX_FORM -> tax(invent, facts);
          case MEDICAL_CLAIM -> claim(invent, facts);
          case INSURANCE_CARD -> card(invent, facts);
          case LOAN_APPLICATION -> loan(invent, facts);
        };
    PDRectangle size = kind == Kind.INSURANCE_CARD ? new PDRectangle(330, 210) : PDRectangle.LETTER;
    if (kind == Kind.INSURANCE_CARD && style == FormPainter.Style.COLUMNS) {
      style = FormPainter.Style.BESIDE;
    }
    return new SyntheticDocument(
        name, "en", facts.answers(), draw(seed, size, style, title, facts, invent));
  }

  private static byte[] draw(
      long seed,
      PDRectangle size,
      FormPainter.Style style,
      String title,
      Facts facts,
      Invention invent) {
    boolean small = size.getWidth() < 400;
    float margin = small ? 16 : 54;
    try (Sheets sheets = new Sheets(seed, size)) {
      FormPainter painter = new FormPainter(sheets, style, invent);
      sheets.text(margin, small ? 26 : 60, painter.bold(), small ? 11 : 14, title);
      painter.draw(facts.list(), margin, small ? 48 : 96, sheets.width() - margin);
      return sheets.toPdf();
    }
  }

  private static String money(BigDecimal amount, boolean sign) {
    return (sign ? "$" : "") + MONEY.format(amount);
  }

  private static BigDecimal cents(Invention invent, int low, int high) {
    return BigDecimal.valueOf(invent.between(low, high), 2);
  }

  private static Facts amount(
      Facts facts, String field, String label, BigDecimal amount, boolean sign) {
    return facts.add(field, label, money(amount, sign), amount.toPlainString());
  }

  private static Facts date(Facts facts, String field, String label, LocalDate date) {
    return facts.add(field, label, AMERICAN.format(date), date.toString());
  }

  private static String tax(Invention invent, Facts facts) {
    boolean sign = invent.oneIn(2);
    int year = invent.between(2020, 2025);
    boolean wages = invent.oneIn(2);
    String form = wages ? "W-2" : invent.pick(List.of("1099-NEC", "1099-MISC"));
    facts.answer("form_type", form);
    facts.answer("tax_year", String.valueOf(year));
    String payer = wages ? "Employer's" : "Payer's";
    String recipient = wages ? "Employee's" : "Recipient's";
    facts.add("payer_name", payer + " name", invent.company());
    facts.add(
        "payer_id",
        wages ? "Employer identification number (EIN)" : "Payer's TIN",
        invent.employerNumber());
    facts.add(
        "taxpayer_id",
        wages ? "Employee's social security number" : "Recipient's TIN",
        invent.socialSecurityNumber());
    facts.add("taxpayer_name", recipient + " name", invent.person());
    facts.add("taxpayer_address", recipient + " address", invent.americanAddress());
    BigDecimal earned = cents(invent, 2_000_000, 15_000_000);
    BigDecimal tax = cents(invent, 200_000, 1_900_000);
    String label =
        wages
            ? "Wages, tips, other compensation"
            : form.equals("1099-NEC") ? "Nonemployee compensation" : "Rents";
    if (label.equals("Rents")) {
      facts.other(label, money(earned, sign));
    } else {
      amount(facts, "wages", label, earned, sign);
    }
    amount(facts, "federal_tax_withheld", "Federal income tax withheld", tax, sign);
    if (wages) {
      facts.other("Social security wages", money(earned.add(BigDecimal.ONE), sign));
      facts.other("Social security tax withheld", money(cents(invent, 90_000, 900_000), sign));
      facts.other("Medicare wages and tips", money(earned.add(BigDecimal.TEN), sign));
    } else {
      facts.other("State tax withheld", money(cents(invent, 10_000, 90_000), sign));
      facts.other("Account number", invent.number(8));
    }
    return "Form " + form + "  " + year + (wages ? "  Wage and Tax Statement" : "");
  }

  private static String claim(Invention invent, Facts facts) {
    boolean sign = invent.oneIn(2);
    LocalDate birth = invent.day(LocalDate.of(1940, 1, 1), LocalDate.of(2010, 12, 31));
    LocalDate service = invent.day(LocalDate.of(2023, 1, 1), LocalDate.of(2026, 9, 1));
    String patient = invent.person();
    facts.add("patient_name", invent.pick(List.of("Patient name", "Patient's name")), patient);
    date(facts, "patient_date_of_birth", invent.pick(List.of("Patient DOB", "Birth date")), birth);
    facts.add("patient_address", "Patient address", invent.americanAddress());
    facts.add(
        "insured_name", invent.pick(List.of("Insured name", "Insured's name")), invent.person());
    facts.add(
        "insured_id",
        invent.pick(List.of("Insured's I.D. number", "Member ID")),
        invent.letters(3) + invent.number(9));
    if (invent.oneIn(2)) {
      facts.add(
          "group_number", invent.pick(List.of("Group number", "Policy group")), invent.number(6));
    }
    facts.add(
        "provider_name",
        invent.pick(List.of("Billing provider", "Provider name")),
        invent.company());
    facts.add("provider_npi", invent.pick(List.of("NPI", "Billing NPI")), invent.providerNumber());
    facts.other("Federal Tax ID", invent.employerNumber());
    List<String> codes = List.of("E11.9", "I10", "J06.9", "M54.50", "S52.501A", "Z00.00", "K21.9");
    String code = invent.pick(codes);
    String other = invent.pick(codes);
    boolean two = invent.oneIn(2) && !other.equals(code);
    String separator = invent.pick(List.of(", ", "  "));
    facts.add(
        "diagnosis_codes",
        invent.pick(List.of("Diagnosis codes", "Diagnosis", "ICD-10")),
        two ? code + separator + other : code,
        two ? code + ", " + other : code);
    date(facts, "service_dates", invent.pick(List.of("Date of service", "Service date")), service);
    BigDecimal charge = cents(invent, 8_000, 500_000);
    amount(
        facts, "total_charge", invent.pick(List.of("Total charge", "Total charges")), charge, sign);
    if (invent.oneIn(2)) {
      amount(facts, "amount_paid", "Amount paid", cents(invent, 1_000, 7_000), sign);
    }
    facts.other("Patient account no.", invent.number(7));
    return invent.pick(List.of("Health Insurance Claim", "Medical Claim Summary", "Claim Form"));
  }

  private static String card(Invention invent, Facts facts) {
    String payer =
        invent.pick(List.of("Lethe Health", "Silverbirch Mutual", "Granary Health Plan"));
    facts.add(
        "member_name",
        invent.pick(List.of("Member", "Member name", "Subscriber")),
        invent.person());
    facts.add(
        "member_id",
        invent.pick(List.of("Member ID", "ID #", "Identification number", "Subscriber ID")),
        invent.letters(3) + invent.number(9));
    facts.add(
        "group_number", invent.pick(List.of("Group", "Group No.", "Group #")), invent.number(6));
    facts.add(
        "plan_name",
        invent.pick(List.of("Plan", "Plan name")),
        invent.pick(List.of("PPO Gold", "HMO Select", "EPO Silver 2000")));
    if (invent.oneIn(2)) {
      facts.add("rx_bin", invent.pick(List.of("RxBIN", "Rx BIN")), invent.number(6));
      facts.add(
          "rx_pcn",
          invent.pick(List.of("RxPCN", "PCN")),
          invent.pick(List.of("ADV", "MCAIDADV", "PDPIND")));
      facts.other("RxGRP", "RX" + invent.number(4));
    }
    facts.other("Copay", "$" + invent.between(1, 9) * 5);
    facts.answer("payer_name", payer);
    return payer;
  }

  private static String loan(Invention invent, Facts facts) {
    LocalDate birth = invent.day(LocalDate.of(1950, 1, 1), LocalDate.of(2003, 12, 31));
    facts.add(
        "borrower_name",
        invent.pick(List.of("Borrower name", "Borrower", "Applicant name")),
        invent.person());
    facts.add(
        "borrower_ssn",
        invent.pick(List.of("Social Security Number", "SSN")),
        invent.socialSecurityNumber());
    date(facts, "borrower_date_of_birth", invent.pick(List.of("Date of Birth", "DOB")), birth);
    String phone = "(" + invent.between(201, 989) + ") 555-01" + invent.digits(2);
    facts.add(
        "borrower_phone",
        invent.pick(List.of("Home phone", "Phone", "Cell phone")),
        phone,
        "+1" + phone.replaceAll("\\D", ""));
    facts.add(
        "borrower_email",
        invent.pick(List.of("Email", "Email address")),
        invent.givenName().toLowerCase(Locale.ROOT) + "@example.com");
    facts.add(
        "property_address",
        invent.pick(List.of("Property address", "Subject property address")),
        invent.americanAddress());
    amount(
        facts,
        "loan_amount",
        invent.pick(List.of("Loan amount", "Amount of loan")),
        new BigDecimal(invent.between(90, 900) + "000.00"),
        true);
    facts.add(
        "loan_purpose",
        invent.pick(List.of("Loan purpose", "Purpose of loan")),
        invent.pick(List.of("Purchase", "Refinance", "Construction")));
    amount(
        facts,
        "monthly_income",
        invent.pick(List.of("Monthly income", "Total monthly income")),
        cents(invent, 300_000, 1_900_000),
        true);
    facts.other("Purchase price", "$" + invent.between(200, 990) + ",000.00");
    facts.other("Loan number", invent.number(8));
    facts.other("Years at address", "4");
    return invent.pick(List.of("Residential Loan Application", "Mortgage Application"));
  }
}
