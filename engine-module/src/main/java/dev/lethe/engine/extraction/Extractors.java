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
          "opening_balance", Kind.BALANCE,
          "closing_balance", Kind.BALANCE,
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
          Map.entry("service_dates", Kind.DATES),
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
          "vehicle_class", Kind.VEHICLE_CLASS);

  /** What an identity document prints; read where its zone cannot be. */
  private static final Map<String, Kind> IDENTITY =
      Map.of(
          "document_number", Kind.IDENTIFIER,
          "surname", Kind.NAME,
          "given_names", Kind.NAME,
          "nationality", Kind.COUNTRY,
          "date_of_birth", Kind.TRAVEL_DATE,
          "sex", Kind.SEX,
          "date_of_expiry", Kind.TRAVEL_DATE,
          "personal_number", Kind.IDENTIFIER);

  private static final Map<String, Kind> CONTRACT =
      Map.of(
          "effective_date", Kind.DATE,
          "signer_names", Kind.NAMES,
          "signature_dates", Kind.DATES);

  private Extractors() {}

  /** Rules for every class of the field catalogue. Holds no state and may be shared. */
  public static FieldExtractor standard() {
    return standard(Clock.systemUTC());
  }

  /** As {@link #standard()}, with the clock that decides the century of a birth date. */
  public static FieldExtractor standard(Clock clock) {
    Map<String, ClassReader> readers = new HashMap<>();
    readers.put("invoice", new PaymentCodes(new InvoiceReader(FieldScorer.WEIGHTED)));
    readers.put("receipt", new ReceiptReader(FieldScorer.WEIGHTED));
    readers.put("identity_document", new IdentityReader(clock, labelled(IDENTITY)));
    readers.put("text", new TextReader());
    readers.put(
        "bank_statement",
        new FallbackReader(
            labelled(BANK_STATEMENT),
            Map.of(
                "account_holder", UnlabelledNames::addressee,
                "opening_balance", d -> Balances.dated(d, false),
                "closing_balance", d -> Balances.dated(d, true),
                "statement_period_start", d -> Periods.unlabelled(d, false),
                "statement_period_end", d -> Periods.unlabelled(d, true))));
    readers.put(
        "payslip",
        new FallbackReader(
            labelled(PAYSLIP),
            Map.of(
                "employer_name",
                UnlabelledNames::company,
                "employee_name",
                UnlabelledNames::addressee,
                "period_start",
                d -> Periods.unlabelled(d, false),
                "period_end",
                d -> Periods.unlabelled(d, true))));
    readers.put("medical_claim", labelled(MEDICAL_CLAIM));
    readers.put(
        "tax_form",
        new FallbackReader(
            labelled(TAX_FORM),
            Map.of("form_type", TaxFormTitle::type, "tax_year", TaxFormTitle::year)));
    readers.put("loan_application", labelled(LOAN_APPLICATION));
    readers.put(
        "insurance_card",
        new FallbackReader(
            labelled(INSURANCE_CARD), Map.of("payer_name", UnlabelledNames::headline)));
    readers.put(
        "driving_licence",
        new LicenceReader(
            new FallbackReader(
                labelled(DRIVING_LICENCE),
                Map.of("issuing_jurisdiction", Issuers::find, "address", AmericanAddress::find))));
    readers.put("contract", new ContractReader(labelled(CONTRACT)));
    return new StandardExtractor(readers);
  }

  private static LabelledReader labelled(Map<String, Kind> fields) {
    return new LabelledReader(fields, FieldScorer.WEIGHTED);
  }
}
