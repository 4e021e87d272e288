package dev.lethe.engine.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.engine.page.PageText;
import dev.lethe.worker.ExtractedField;
import dev.lethe.worker.FieldRequest;
import dev.lethe.worker.FieldType;
import dev.lethe.worker.RevealPermit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LabelledReaderTest {

  private static Map<String, String> read(String documentClass, PageText page, String... names) {
    List<FieldRequest> wanted =
        Arrays.stream(names).map(n -> new FieldRequest(n, FieldType.TEXT)).toList();
    Map<String, String> values = new LinkedHashMap<>();
    for (ExtractedField field :
        Extractors.standard()
            .extract(
                List.of(page), Optional.of(documentClass), Optional.empty(), wanted, Rereader.NONE)
            .fields()) {
      values.put(
          field.name(),
          field.normalized().map(n -> n.reveal(RevealPermit.forExtraction())).orElse("absent"));
    }
    return values;
  }

  @Test
  void givenABankStatement_whenRead_thenPeriodAndBalancesAreFound() {
    PageText page =
        Pages.digital()
            .at(50, 50, "Account holder: Lia Moor")
            .at(50, 70, "IBAN: DE89 3704 0044 0532 0130 00")
            .at(50, 90, "Statement period: 01.10.2026 - 31.10.2026")
            .at(50, 120, "Opening balance")
            .at(400, 120, "1.250,00 EUR")
            .at(50, 300, "Closing balance")
            .at(400, 300, "980,15 EUR")
            .page();
    assertThat(
            read(
                "bank_statement",
                page,
                "account_holder",
                "iban",
                "statement_period_start",
                "statement_period_end",
                "opening_balance",
                "closing_balance",
                "currency",
                "account_number"))
        .containsEntry("account_holder", "Lia Moor")
        .containsEntry("iban", "DE89370400440532013000")
        .containsEntry("statement_period_start", "2026-10-01")
        .containsEntry("statement_period_end", "2026-10-31")
        .containsEntry("opening_balance", "1250.00")
        .containsEntry("closing_balance", "980.15")
        .containsEntry("currency", "EUR")
        .containsEntry("account_number", "absent");
  }

  @Test
  void givenAPayslip_whenRead_thenGrossAndNetAreNotTakenForEachOther() {
    PageText page =
        Pages.digital()
            .at(50, 50, "Employee: Ada Winter")
            .at(50, 70, "Pay date: 2026-10-30")
            .at(50, 100, "Gross pay")
            .at(300, 100, "3,200.00")
            .at(50, 115, "Income tax")
            .at(300, 115, "610.00")
            .at(50, 130, "Net pay")
            .at(300, 130, "2,590.00")
            .page();
    assertThat(
            read(
                "payslip",
                page,
                "employee_name",
                "pay_date",
                "gross_pay",
                "net_pay",
                "employer_name"))
        .containsEntry("employee_name", "Ada Winter")
        .containsEntry("pay_date", "2026-10-30")
        .containsEntry("gross_pay", "3200.00")
        .containsEntry("net_pay", "2590.00")
        .containsEntry("employer_name", "absent");
  }

  @Test
  void givenATaxForm_whenRead_thenBoxesBelowTheirLabelsAreFound() {
    PageText page =
        Pages.digital()
            .at(50, 40, "Form W-2 Wage and Tax Statement 2025")
            .at(50, 80, "a Employee's social security number")
            .at(50, 94, "536-22-8726")
            .at(50, 120, "b Employer identification number (EIN)")
            .at(50, 134, "12-3456789")
            .at(300, 80, "1 Wages, tips, other compensation")
            .at(300, 94, "48,500.00")
            .at(300, 120, "2 Federal income tax withheld")
            .at(300, 134, "6,120.50")
            .page();
    assertThat(
            read(
                "tax_form",
                page,
                "form_type",
                "tax_year",
                "taxpayer_id",
                "payer_id",
                "wages",
                "federal_tax_withheld",
                "taxpayer_name"))
        .containsEntry("form_type", "W-2")
        .containsEntry("tax_year", "2025")
        .containsEntry("taxpayer_id", "536-22-8726")
        .containsEntry("payer_id", "12-3456789")
        .containsEntry("wages", "48500.00")
        .containsEntry("federal_tax_withheld", "6120.50")
        .containsEntry("taxpayer_name", "absent");
  }

  @Test
  void givenAnInsuranceCard_whenRead_thenItsNumbersAreFound() {
    PageText page =
        Pages.digital()
            .at(50, 50, "Member Name: Ada Winter")
            .at(50, 70, "Member ID: XQY123456789")
            .at(50, 90, "Group No: 778812")
            .at(50, 110, "RxBIN: 610014")
            .at(200, 110, "RxPCN: MEDDPRIME")
            .page();
    assertThat(
            read(
                "insurance_card",
                page,
                "member_name",
                "member_id",
                "group_number",
                "rx_bin",
                "rx_pcn"))
        .containsEntry("member_name", "Ada Winter")
        .containsEntry("member_id", "XQY123456789")
        .containsEntry("group_number", "778812")
        .containsEntry("rx_bin", "610014")
        .containsEntry("rx_pcn", "MEDDPRIME");
  }

  @Test
  void givenALoanApplication_whenRead_thenTheBorrowerIsFound() {
    PageText page =
        Pages.digital()
            .at(50, 50, "Borrower Name: Ada Winter")
            .at(50, 70, "Social Security Number: 536-22-8726")
            .at(50, 90, "Date of Birth: 04/17/1980")
            .at(50, 110, "Email: ada.winter@example.org")
            .at(50, 130, "Loan Amount: $250,000.00")
            .page();
    assertThat(
            read(
                "loan_application",
                page,
                "borrower_name",
                "borrower_ssn",
                "borrower_date_of_birth",
                "borrower_email",
                "loan_amount",
                "monthly_income"))
        .containsEntry("borrower_name", "Ada Winter")
        .containsEntry("borrower_ssn", "536-22-8726")
        .containsEntry("borrower_date_of_birth", "1980-04-17")
        .containsEntry("borrower_email", "ada.winter@example.org")
        .containsEntry("loan_amount", "250000.00")
        .containsEntry("monthly_income", "absent");
  }

  @Test
  void givenAMedicalClaim_whenRead_thenCodesAndProviderAreFound() {
    PageText page =
        Pages.digital()
            .at(50, 50, "Patient name: Ada Winter")
            .at(50, 70, "Diagnosis codes: E11.9 I10")
            .at(50, 90, "NPI: 1234567893")
            .at(50, 110, "Total charge: $420.00")
            .page();
    assertThat(
            read(
                "medical_claim",
                page,
                "patient_name",
                "diagnosis_codes",
                "provider_npi",
                "total_charge",
                "amount_paid"))
        .containsEntry("patient_name", "Ada Winter")
        .containsEntry("diagnosis_codes", "E11.9, I10")
        .containsEntry("provider_npi", "1234567893")
        .containsEntry("total_charge", "420.00")
        .containsEntry("amount_paid", "absent");
  }

  @Test
  void givenADrivingLicence_whenRead_thenItsNumberedFieldsAreFound() {
    PageText page =
        Pages.digital()
            .at(50, 50, "4d DLN D1234567")
            .at(50, 70, "LN WINTER")
            .at(50, 90, "FN ADA")
            .at(50, 110, "DOB 04/17/1980")
            .at(50, 130, "4b EXP 04/17/2029")
            .at(300, 130, "USD")
            .page();
    assertThat(
            read(
                "driving_licence",
                page,
                "licence_number",
                "surname",
                "given_names",
                "date_of_birth",
                "date_of_expiry",
                "date_of_issue"))
        .containsEntry("licence_number", "D1234567")
        .containsEntry("surname", "WINTER")
        .containsEntry("given_names", "ADA")
        .containsEntry("date_of_birth", "1980-04-17")
        .containsEntry("date_of_expiry", "2029-04-17")
        .containsEntry("date_of_issue", "absent");
  }

  @Test
  void givenAContract_whenRead_thenItsDateIsFoundAndNothingElseInvented() {
    PageText page =
        Pages.digital()
            .at(50, 50, "This agreement is between two parties.")
            .at(50, 70, "Effective date: 1 March 2026")
            .page();
    assertThat(read("contract", page, "effective_date", "signer_names", "parties"))
        .containsEntry("effective_date", "2026-03-01")
        .containsEntry("signer_names", "absent")
        .containsEntry("parties", "absent");
  }

  @Test
  void givenADocumentOfManyPages_whenRead_thenItEndsSoon() {
    List<PageText> pages = new ArrayList<>();
    for (int i = 1; i <= 150; i++) {
      Pages page = Pages.digital();
      for (int row = 0; row < 50; row++) {
        page.at(50, 20 + row * 15, "Total: 12.00 VAT 3.00 Date: 01.02.2026 Name: Ada Winter");
      }
      PageText made = page.page();
      pages.add(new PageText(i, made.width(), made.height(), made.words(), true, 72));
    }
    long start = System.nanoTime();
    Extractors.standard()
        .extract(
            pages,
            Optional.of("invoice"),
            Optional.empty(),
            List.of(new FieldRequest("invoice_total", FieldType.AMOUNT)),
            Rereader.NONE);
    assertThat((System.nanoTime() - start) / 1_000_000_000.0).isLessThan(30);
  }
}
