package dev.lethe.engine.extraction;

import dev.lethe.worker.ExtractedField;
import dev.lethe.worker.FieldRequest;
import dev.lethe.worker.FieldType;
import dev.lethe.worker.RevealPermit;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Measures the extraction on documents with known answers, whose words were read beforehand.
 *
 * <p>Arguments: a folder with {@code manifest.jsonl}; a folder outside the tree that keeps the
 * words of each document, read once; optionally a pattern that file names must contain; optionally
 * {@code -c} to let the class be found; optionally {@code -v} to list each miss, which prints what
 * the documents hold; optionally {@code -h0} or {@code -h1} to take only one half of the documents,
 * so that rules can be made on the one and tried on the other (forms of one document are in the
 * same half); optionally {@code -s=FILE} to add a line for each field: name, whether digital, score
 * and whether right, from which {@link CalibrationFit} makes confidences.
 */
public final class Measure {

  private static final RevealPermit PERMIT = RevealPermit.forExtraction();

  private final Map<String, int[]> byField = new TreeMap<>();
  private final Map<String, int[]> byClass = new TreeMap<>();
  private final Map<String, Integer> classes = new TreeMap<>();
  private final Map<Integer, int[]> byBand = new TreeMap<>();
  private final PrintStream out;
  private final boolean verbose;
  private final List<String> scoreLines = new ArrayList<>();
  private @Nullable Path scores;
  private int absent;

  private Measure(PrintStream out, boolean verbose) {
    this.out = out;
    this.verbose = verbose;
  }

  public static void main(String[] args) throws IOException {
    PrintStream out =
        new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, "UTF-8");
    List<String> rest = List.of(args).subList(2, args.length);
    boolean verbose = rest.contains("-v");
    boolean given = !rest.contains("-c");
    String part = rest.stream().filter(a -> !a.startsWith("-")).findFirst().orElse("");
    Predicate<String> named =
        n ->
            part.startsWith("!") ? !n.contains(part.substring(1)) : n.matches(".*(" + part + ").*");
    Predicate<String> chosen =
        named.and(
            n ->
                (!rest.contains("-h0") || half(n) == 0) && (!rest.contains("-h1") || half(n) == 1));
    Measure measure = new Measure(out, verbose);
    rest.stream()
        .filter(a -> a.startsWith("-s="))
        .findFirst()
        .ifPresent(a -> measure.scores = Path.of(a.substring(3)));
    for (String line : Files.readAllLines(Path.of(args[0], "manifest.jsonl"))) {
      Map<?, ?> document = (Map<?, ?>) Json.parse(line);
      String file = Path.of((String) document.get("file")).getFileName().toString();
      if (chosen.test(file)) {
        Path source = Path.of(args[0], (String) document.get("file"));
        measure.document(file, document, new MeasuredWords(source, Path.of(args[1])), given);
      }
    }
    measure.print();
    if (measure.scores != null) {
      Files.write(
          measure.scores, measure.scoreLines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  private static int half(String file) {
    return Math.floorMod(file.replaceAll("\\..*", "").hashCode() * 31 >> 4, 2);
  }

  private void document(String file, Map<?, ?> document, MeasuredWords words, boolean given)
      throws IOException {
    Map<String, String> expected = new LinkedHashMap<>();
    Map<?, ?> fields = (Map<?, ?>) document.get("fields");
    if (fields == null) {
      text(file, document, words);
      return;
    }
    List<FieldRequest> wanted = new ArrayList<>();
    for (String name : ALL.getOrDefault(document.get("document_class"), List.of())) {
      wanted.add(new FieldRequest(name, FieldType.TEXT));
    }
    var extraction =
        Extractors.standard()
            .extract(
                words.pages(),
                given ? Optional.of((String) document.get("document_class")) : Optional.empty(),
                Optional.empty(),
                wanted,
                words);
    if (!extraction.documentClass().equals(document.get("document_class"))) {
      out.println("CLASS " + file + ": " + extraction.documentClass());
    }
    classes.merge(
        document.get("document_class") + " -> " + extraction.documentClass(), 1, Integer::sum);
    if (scores != null) {
      scores((String) document.get("document_class"), fields, words);
    }
    for (ExtractedField field : extraction.fields()) {
      Object truth = fields.get(field.name());
      String found = field.normalized().map(n -> n.reveal(PERMIT)).orElse("");
      int[] counts = byField.computeIfAbsent(field.name(), n -> new int[4]);
      int[] ofClass =
          byClass.computeIfAbsent((String) document.get("document_class"), n -> new int[4]);
      if (truth == null) {
        absent++;
        counts[3] += found.isEmpty() ? 0 : 1;
        ofClass[3] += found.isEmpty() ? 0 : 1;
        if (verbose && !found.isEmpty() && !field.name().equals("line_items")) {
          out.printf("  extra %s %s: %s (%.2f)%n", file, field.name(), found, field.confidence());
        }
        continue;
      }
      boolean right = !found.isEmpty() && matches(field.name(), truth, found);
      counts[0]++;
      counts[1] += found.isEmpty() ? 0 : 1;
      counts[2] += right ? 1 : 0;
      ofClass[0]++;
      ofClass[1] += found.isEmpty() ? 0 : 1;
      ofClass[2] += right ? 1 : 0;
      if (!found.isEmpty()) {
        int[] band =
            byBand.computeIfAbsent((int) Math.floor(field.confidence() * 20), b -> new int[2]);
        band[0]++;
        band[1] += right ? 1 : 0;
      }
      if (verbose && !right) {
        out.printf(
            "%s %s: [%s] wanted [%s] (%.2f)%n",
            file, field.name(), found.replace('\n', ' '), truth, field.confidence());
      }
    }
  }

  /** What the readers themselves think of their findings; one that is not on the page is wrong. */
  private void scores(String documentClass, Map<?, ?> truths, MeasuredWords words)
      throws IOException {
    ClassReader reader =
        documentClass.equals("invoice")
            ? new InvoiceReader(FieldScorer.WEIGHTED)
            : new ReceiptReader(FieldScorer.WEIGHTED);
    DocumentLayout layout =
        new DocumentLayout(words.pages(), LabelLexicon.of(documentClass), Optional.empty());
    reader
        .read(layout, Set.copyOf(ALL.getOrDefault(documentClass, List.of())), words)
        .forEach(
            (name, finding) -> {
              Object truth = truths.get(name);
              boolean digital = layout.page(finding.candidate().page()).page().digital();
              boolean right = truth != null && matches(name, truth, finding.value());
              scoreLines.add(
                  Calibration.key(documentClass, name, digital)
                      + "\t"
                      + Calibration.score(finding, digital)
                      + "\t"
                      + (right ? 1 : 0));
            });
  }

  private void text(String file, Map<?, ?> document, MeasuredWords words) throws IOException {
    var extraction =
        Extractors.standard()
            .extract(
                words.pages(),
                Optional.of("text"),
                Optional.empty(),
                List.of(new FieldRequest("full_text", FieldType.FULL_TEXT)),
                words);
    String found = extraction.fields().get(0).normalized().map(n -> n.reveal(PERMIT)).orElse("");
    String wanted = ((String) document.get("expect")).replaceAll("\\s+", " ").strip();
    String got = found.replaceAll("\\s+", " ").strip();
    int errors = Folding.distance(wanted, got, 1_000_000);
    out.printf(
        "%s: CER %.4f (%d characters)%n", file, errors / (double) wanted.length(), wanted.length());
  }

  private static boolean matches(String field, Object truth, String found) {
    if (truth instanceof List<?> several) {
      return several.stream().anyMatch(t -> matches(field, t, found));
    }
    String wanted = (String) truth;
    if (field.equals("line_items")) {
      return LineItemsComparison.of(wanted, found).same();
    }
    boolean words =
        field.endsWith("name")
            || field.endsWith("names")
            || field.endsWith("address")
            || field.equals("surname")
            || field.equals("account_holder")
            || field.equals("parties");
    return words ? plain(wanted).equals(plain(found)) : wanted.equals(found);
  }

  private static String plain(String text) {
    return text.toLowerCase(java.util.Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }

  private void print() {
    int[] all = new int[4];
    out.printf(
        "%-18s %5s %5s %5s %6s %6s %6s %6s%n",
        "field", "want", "found", "right", "prec", "rec", "F1", "extra");
    byField.forEach(
        (name, c) -> {
          line(name, c);
          for (int i = 0; i < 4; i++) {
            all[i] += c[i];
          }
        });
    line("micro", all);
    out.printf(
        "not printed %d, invented %d (%.4f)%n",
        absent, all[3], all[3] / (double) Math.max(1, absent));
    byClass.forEach(this::line);
    classes.forEach((pair, count) -> out.printf("%5d %s%n", count, pair));
    byBand.forEach(
        (b, c) ->
            out.printf(
                "confidence %.2f-%.2f: %4d found, %.3f right%n",
                b / 20.0, (b + 1) / 20.0, c[0], c[1] / (double) c[0]));
    int found =
        byBand.entrySet().stream()
            .filter(e -> e.getKey() >= 18)
            .mapToInt(e -> e.getValue()[0])
            .sum();
    int right =
        byBand.entrySet().stream()
            .filter(e -> e.getKey() >= 18)
            .mapToInt(e -> e.getValue()[1])
            .sum();
    out.printf(
        "confidence >= 0.90: %d found, %.4f right%n", found, right / (double) Math.max(1, found));
  }

  private void line(String name, int[] c) {
    if (c[0] == 0 && c[3] == 0) {
      return;
    }
    double precision = c[2] / (double) Math.max(1, c[1]);
    double recall = c[2] / (double) Math.max(1, c[0]);
    double f1 = precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    out.printf(
        "%-18s %5d %5d %5d %6.3f %6.3f %6.3f %6d%n",
        name, c[0], c[1], c[2], precision, recall, f1, c[3]);
  }

  private static final Map<String, List<String>> ALL =
      Map.ofEntries(
          entry(
              "bank_statement",
              "account_holder iban account_number statement_period_start statement_period_end"
                  + " opening_balance closing_balance currency"),
          entry(
              "payslip",
              "employee_name employer_name pay_date period_start period_end gross_pay net_pay"),
          entry(
              "driving_licence",
              "licence_number surname given_names date_of_birth date_of_issue date_of_expiry"
                  + " address issuing_jurisdiction vehicle_class"),
          entry(
              "tax_form",
              "form_type tax_year taxpayer_name taxpayer_id taxpayer_address payer_name payer_id"
                  + " wages federal_tax_withheld"),
          entry(
              "medical_claim",
              "patient_name patient_date_of_birth patient_address insured_name insured_id"
                  + " group_number diagnosis_codes service_dates total_charge amount_paid"
                  + " provider_npi provider_name"),
          entry(
              "insurance_card",
              "member_name member_id group_number plan_name rx_bin rx_pcn payer_name"),
          entry(
              "loan_application",
              "borrower_name borrower_ssn borrower_date_of_birth borrower_phone borrower_email"
                  + " property_address loan_amount loan_purpose monthly_income"),
          entry("contract", "parties signer_names signature_dates effective_date"),
          entry(
              "invoice",
              "vendor_name vendor_address vendor_tax_id buyer_name buyer_address invoice_number"
                  + " purchase_order invoice_date due_date delivery_date subtotal tax_total"
                  + " invoice_total amount_due currency iban bic line_items"),
          entry(
              "receipt",
              "vendor_name vendor_address receipt_date receipt_time subtotal tax_total"
                  + " receipt_total currency payment_card_last4"),
          entry(
              "identity_document",
              "mrz_type document_number issuing_country surname given_names nationality"
                  + " date_of_birth sex date_of_expiry personal_number"));

  private static Map.Entry<String, List<String>> entry(String documentClass, String fields) {
    return Map.entry(documentClass, List.of(fields.split(" ")));
  }
}
