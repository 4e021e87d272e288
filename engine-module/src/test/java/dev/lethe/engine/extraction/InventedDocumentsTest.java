package dev.lethe.engine.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.engine.barcode.Barcode;
import dev.lethe.engine.barcode.Barcode.Symbology;
import dev.lethe.engine.barcode.BarcodeScanner;
import dev.lethe.engine.page.PageText;
import dev.lethe.engine.page.SourceDocument;
import dev.lethe.engine.page.Word;
import dev.lethe.synthetic.SyntheticBankStatement;
import dev.lethe.synthetic.SyntheticContract;
import dev.lethe.synthetic.SyntheticDocument;
import dev.lethe.synthetic.SyntheticDrivingLicence;
import dev.lethe.synthetic.SyntheticForm;
import dev.lethe.synthetic.SyntheticIdentityDocument;
import dev.lethe.synthetic.SyntheticPayslip;
import dev.lethe.worker.ExtractedField;
import dev.lethe.worker.FieldRequest;
import dev.lethe.worker.FieldType;
import dev.lethe.worker.Limits;
import dev.lethe.worker.RevealPermit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Keeps what was reached on born-digital documents of the classes that are read by labels. */
class InventedDocumentsTest {

  private static final Limits LIMITS = new Limits(10, 40_000_000L, Duration.ofSeconds(60));
  private static final Locale[] LOCALES = {Locale.ENGLISH, Locale.GERMAN, Locale.FRENCH};

  /** Right, printed, invented, not printed, class found, documents. */
  private static final class Score {
    private final Set<String> wrong = new TreeSet<>();
    private int right;
    private int printed;
    private int invented;
    private int classes;
    private int documents;
  }

  private static Score score(LongFunction<List<SyntheticDocument>> makers, String... fields) {
    Score score = new Score();
    LongStream.rangeClosed(21, 26)
        .mapToObj(makers)
        .flatMap(List::stream)
        .forEach(document -> add(document, List.of(fields), score));
    return score;
  }

  private static void add(SyntheticDocument document, List<String> fields, Score score) {
    List<FieldRequest> wanted =
        fields.stream().map(f -> new FieldRequest(f, FieldType.TEXT)).toList();
    try (SourceDocument source = SourceDocument.open(document.pdf(), LIMITS)) {
      List<PageText> pages = new ArrayList<>();
      for (int page = 1; page <= source.pageCount(); page++) {
        int number = page;
        pages.add(
            source
                .digitalText(page)
                .orElseGet(() -> new PageText(number, 243, 153, List.of(), true, 72)));
      }
      Rereader symbols = symbols(source);
      Optional<String> unknown = Optional.empty();
      FieldExtractor extractor = Extractors.standard();
      String found =
          extractor.extract(pages, unknown, Optional.empty(), List.of(), symbols).documentClass();
      score.documents++;
      score.classes += found.equals(document.documentClass()) ? 1 : 0;
      if (!found.equals(document.documentClass())) {
        score.wrong.add(document.documentClass() + " taken for " + found);
      }
      extractor
          .extract(pages, Optional.of(document.documentClass()), Optional.empty(), wanted, symbols)
          .fields()
          .forEach(field -> compare(field, document.answers(), score));
    }
  }

  private static void compare(ExtractedField field, Map<String, String> answers, Score score) {
    String truth = answers.get(field.name());
    String read = field.normalized().map(n -> n.reveal(RevealPermit.forExtraction())).orElse("");
    if (truth == null) {
      score.invented += read.isEmpty() ? 0 : 1;
      if (!read.isEmpty()) {
        score.wrong.add("invented " + field.name());
      }
      return;
    }
    boolean right = plain(truth).equals(plain(read));
    score.printed++;
    score.right += right ? 1 : 0;
    if (!right) {
      score.wrong.add(field.name() + (read.isEmpty() ? " not found" : " wrong"));
    }
  }

  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}.-]", "");
  }

  private static Rereader symbols(SourceDocument source) {
    return new Rereader() {
      @Override
      public List<Word> read(int p, double l, double t, double r, double b, Mode mode) {
        return List.of();
      }

      @Override
      public List<Barcode> barcodes(int page, Set<Symbology> wanted) {
        return BarcodeScanner.read(source.gray(page), wanted);
      }
    };
  }

  private static void holds(Score score, double share) {
    assertThat(score.right / (double) score.printed).as("%s", score.wrong).isGreaterThan(share);
    assertThat(score.invented).as("%s", score.wrong).isZero();
    assertThat(score.classes).as("%s", score.wrong).isEqualTo(score.documents);
  }

  private static List<SyntheticDocument> each(
      java.util.function.Function<Locale, SyntheticDocument> maker, Locale... locales) {
    return Arrays.stream(locales).map(maker).toList();
  }

  @Test
  void givenBankStatements_whenRead_thenFieldsAreFoundAndNoneInvented() {
    holds(
        score(
            seed -> each(locale -> SyntheticBankStatement.of(seed, locale), LOCALES),
            "account_holder",
            "iban",
            "account_number",
            "statement_period_start",
            "statement_period_end",
            "opening_balance",
            "closing_balance",
            "currency"),
        0.95);
  }

  @Test
  void givenPayslips_whenRead_thenFieldsAreFoundAndNoneInvented() {
    holds(
        score(
            seed -> each(locale -> SyntheticPayslip.of(seed, locale), LOCALES),
            "employee_name",
            "employer_name",
            "pay_date",
            "period_start",
            "period_end",
            "gross_pay",
            "net_pay"),
        0.95);
  }

  @Test
  void givenContracts_whenRead_thenPartiesAndSignersAreFound() {
    holds(
        score(
            seed ->
                each(locale -> SyntheticContract.of(seed, locale), Locale.ENGLISH, Locale.GERMAN),
            "parties",
            "signer_names",
            "signature_dates",
            "effective_date"),
        0.95);
  }

  @Test
  void givenTaxForms_whenRead_thenFieldsAreFoundAndNoneInvented() {
    holds(
        score(
            seed -> List.of(SyntheticForm.of(seed, SyntheticForm.Kind.TAX_FORM)),
            "form_type",
            "tax_year",
            "taxpayer_name",
            "taxpayer_id",
            "taxpayer_address",
            "payer_name",
            "payer_id",
            "wages",
            "federal_tax_withheld"),
        0.95);
  }

  @Test
  void givenClaims_whenRead_thenFieldsAreFoundAndNoneInvented() {
    holds(
        score(
            seed -> List.of(SyntheticForm.of(seed, SyntheticForm.Kind.MEDICAL_CLAIM)),
            "patient_name",
            "patient_date_of_birth",
            "patient_address",
            "insured_name",
            "insured_id",
            "group_number",
            "diagnosis_codes",
            "service_dates",
            "total_charge",
            "amount_paid",
            "provider_npi",
            "provider_name"),
        0.95);
  }

  @Test
  void givenInsuranceCards_whenRead_thenFieldsAreFoundAndNoneInvented() {
    holds(
        score(
            seed -> List.of(SyntheticForm.of(seed, SyntheticForm.Kind.INSURANCE_CARD)),
            "member_name",
            "member_id",
            "group_number",
            "plan_name",
            "rx_bin",
            "rx_pcn",
            "payer_name"),
        0.95);
  }

  @Test
  void givenLoanApplications_whenRead_thenFieldsAreFoundAndNoneInvented() {
    holds(
        score(
            seed -> List.of(SyntheticForm.of(seed, SyntheticForm.Kind.LOAN_APPLICATION)),
            "borrower_name",
            "borrower_ssn",
            "borrower_date_of_birth",
            "borrower_phone",
            "borrower_email",
            "property_address",
            "loan_amount",
            "loan_purpose",
            "monthly_income"),
        0.95);
  }

  @Test
  void givenDrivingLicences_whenRead_thenPrintAndSymbolGiveTheFields() {
    holds(
        score(
            seed ->
                Arrays.stream(SyntheticDrivingLicence.Side.values())
                    .map(side -> SyntheticDrivingLicence.of(seed, side))
                    .toList(),
            "licence_number",
            "surname",
            "given_names",
            "date_of_birth",
            "date_of_issue",
            "date_of_expiry",
            "address",
            "issuing_jurisdiction",
            "vehicle_class"),
        0.95);
  }

  @Test
  void givenFrontsOfCards_whenRead_thenThePrintGivesTheFields() {
    holds(
        score(
            seed -> each(locale -> SyntheticIdentityDocument.front(seed, locale), LOCALES),
            "mrz_type",
            "document_number",
            "surname",
            "given_names",
            "nationality",
            "date_of_birth",
            "sex",
            "date_of_expiry",
            "personal_number"),
        0.95);
  }
}
