package dev.lethe.worker;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Messages for tests, with every part filled. */
final class Messages {

  static final Provenance PROVENANCE =
      new Provenance("lethe 0.1.0", "tesseract 5.5.3", "eng sha256:7d4322bd", "fields 1");

  private Messages() {}

  static ReadingScope scope() {
    return new ReadingScope(
        Optional.of("invoice"),
        List.of(1, 3),
        List.of(new Region(1, 0, 0.25, 0.5, 1)),
        Optional.of("en"),
        new Limits(10, 40_000_000L, Duration.ofSeconds(20)));
  }

  static Request.Document document() {
    return new Request.Document("%PDF-1.7 test".getBytes(StandardCharsets.UTF_8));
  }

  static Request.Extract extract() {
    return new Request.Extract(
        scope(),
        List.of(
            new FieldRequest("invoice_total", FieldType.AMOUNT),
            new FieldRequest("iban", FieldType.IBAN)),
        document());
  }

  static Request.Classify classify() {
    return new Request.Classify(scope(), document());
  }

  static Response.Classified classified() {
    return new Response.Classified("invoice", 0.83, 4, 2, PROVENANCE, 210);
  }

  static Request.Redact redact(int page) {
    return new Request.Redact(
        scope(), List.of(new FieldRequest("iban", FieldType.IBAN)), page, document());
  }

  static ExtractedField total() {
    return new ExtractedField(
        "invoice_total",
        FieldType.AMOUNT,
        Optional.of(PersonalText.of("1.234,50 €")),
        Optional.of(PersonalText.of("1234.50")),
        0.97,
        3,
        Optional.of(Polygon.ofBox(0.1, 0.2, 0.3, 0.25)),
        List.of(
            new Validation("amount-format", Validation.Outcome.PASSED, ""),
            new Validation("sum", Validation.Outcome.FAILED, "sum-differs")),
        Optional.empty());
  }

  static Response.Extracted extracted() {
    return new Response.Extracted(
        "invoice",
        4,
        1,
        List.of(
            total(),
            ExtractedField.absent(new FieldRequest("iban", FieldType.IBAN), "not-on-page")),
        PROVENANCE,
        321);
  }

  static Response.Redacted redactedPdf() {
    return new Response.Redacted(
        "application/pdf",
        2,
        7,
        new Response.Content("%PDF-1.4 redacted".getBytes(StandardCharsets.UTF_8)));
  }
}
