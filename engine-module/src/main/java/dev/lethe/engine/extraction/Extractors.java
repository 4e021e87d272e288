package dev.lethe.engine.extraction;

import dev.lethe.engine.extraction.LabelledReader.Kind;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** Makes field extractors. */
public final class Extractors {

  /** Name and version for the provenance of results. */
  public static final String STANDARD_VERSION = "lethe-rules/1";

  private static final Map<String, Kind> BANK_STATEMENT =
      Map.of(
          "account_holder", Kind.NAME,
          "iban", Kind.IBAN,
          "account_number", Kind.IDENTIFIER,
          "statement_period_start", Kind.START,
          "statement_period_end", Kind.END,
          "opening_balance", Kind.AMOUNT,
          "closing_balance", Kind.AMOUNT,
          "currency", Kind.CURRENCY);

  private static final Map<String, Kind> PAYSLIP =
      Map.of(
          "employee_name", Kind.NAME,
          "employer_name", Kind.TEXT,
          "pay_date", Kind.DATE,
          "period_start", Kind.START,
          "period_end", Kind.END,
          "gross_pay", Kind.AMOUNT,
          "net_pay", Kind.AMOUNT);

  private static final Map<String, Kind> MEDICAL_CLAIM =
      Map.ofEntries(
          Map.entry("patient_name", Kind.NAME),
          Map.entry("patient_date_of_birth", Kind.DATE),
          Map.entry("patient_address", Kind.ADDRESS),
          Map.entry("insured_name", Kind.NAME),
          Map.entry("insured_id", Kind.IDENTIFIER),
          Map.entry("group_number", Kind.IDENTIFIER),
          Map.entry("diagnosis_codes", Kind.DIAGNOSES),
          Map.entry("service_dates", Kind.DATE),
          Map.entry("total_charge", Kind.AMOUNT),
          Map.entry("amount_paid", Kind.AMOUNT),
          Map.entry("provider_npi", Kind.NPI),
          Map.entry("provider_name", Kind.TEXT));

  private static final Map<String, Kind> TAX_FORM =
      Map.of(
          "tax_year", Kind.YEAR,
          "taxpayer_name", Kind.NAME,
          "taxpayer_id", Kind.SSN,
          "taxpayer_address", Kind.ADDRESS,
          "payer_name", Kind.TEXT,
          "payer_id", Kind.EMPLOYER_ID,
          "wages", Kind.AMOUNT,
          "federal_tax_withheld", Kind.AMOUNT);

  private static final Map<String, Kind> LOAN_APPLICATION =
      Map.of(
          "borrower_name", Kind.NAME,
          "borrower_ssn", Kind.SSN,
          "borrower_date_of_birth", Kind.DATE,
          "borrower_phone", Kind.PHONE,
          "borrower_email", Kind.EMAIL,
          "property_address", Kind.ADDRESS,
          "loan_amount", Kind.AMOUNT,
          "loan_purpose", Kind.TEXT,
          "monthly_income", Kind.AMOUNT);

  private static final Map<String, Kind> INSURANCE_CARD =
      Map.of(
          "member_name", Kind.NAME,
          "member_id", Kind.IDENTIFIER,
          "group_number", Kind.IDENTIFIER,
          "plan_name", Kind.TEXT,
          "rx_bin", Kind.DIGITS,
          "rx_pcn", Kind.TEXT,
          "payer_name", Kind.TEXT);

  private static final Map<String, Kind> DRIVING_LICENCE =
      Map.of(
          "licence_number", Kind.IDENTIFIER,
          "surname", Kind.NAME,
          "given_names", Kind.NAME,
          "date_of_birth", Kind.DATE,
          "date_of_issue", Kind.DATE,
          "date_of_expiry", Kind.DATE,
          "address", Kind.ADDRESS,
          "issuing_jurisdiction", Kind.TEXT,
          "vehicle_class", Kind.TEXT);

  private static final Map<String, Kind> CONTRACT =
      Map.of("effective_date", Kind.DATE, "signer_names", Kind.NAME, "signature_dates", Kind.DATE);

  private Extractors() {}

  /** Rules for every class of the field catalogue. Holds no state and may be shared. */
  public static FieldExtractor standard() {
    return standard(Clock.systemUTC());
  }

  /** As {@link #standard()}, with the clock that decides the century of a birth date. */
  public static FieldExtractor standard(Clock clock) {
    Map<String, ClassReader> readers = new HashMap<>();
    readers.put("invoice", new InvoiceReader(FieldScorer.WEIGHTED));
    readers.put("receipt", new ReceiptReader(FieldScorer.WEIGHTED));
    readers.put("identity_document", new IdentityReader(clock));
    readers.put("text", new TextReader());
    readers.put("bank_statement", labelled(BANK_STATEMENT));
    readers.put("payslip", labelled(PAYSLIP));
    readers.put("medical_claim", labelled(MEDICAL_CLAIM));
    readers.put("tax_form", new TaxFormReader(labelled(TAX_FORM)));
    readers.put("loan_application", labelled(LOAN_APPLICATION));
    readers.put("insurance_card", labelled(INSURANCE_CARD));
    readers.put("driving_licence", labelled(DRIVING_LICENCE));
    readers.put("contract", labelled(CONTRACT));
    return new StandardExtractor(readers);
  }

  private static LabelledReader labelled(Map<String, Kind> fields) {
    return new LabelledReader(fields, FieldScorer.WEIGHTED);
  }
}
