package dev.lethe.tools.evaluate;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Takes one document through the service: submit, reveal what was found, delete. */
final class DocumentRun {

  /** For what a document of each class is sent. */
  private static final Map<String, String> PURPOSES =
      Map.ofEntries(
          Map.entry("invoice", "invoice_processing"),
          Map.entry("receipt", "expense_processing"),
          Map.entry("identity_document", "identity_verification"),
          Map.entry("driving_licence", "identity_verification"),
          Map.entry("medical_claim", "claims_processing"),
          Map.entry("insurance_card", "claims_processing"),
          Map.entry("loan_application", "loan_processing"),
          Map.entry("bank_statement", "loan_processing"),
          Map.entry("payslip", "loan_processing"),
          Map.entry("tax_form", "tax_processing"),
          Map.entry("contract", "contract_management"),
          Map.entry("signature_page", "contract_management"),
          Map.entry("text", "document_transcription"));

  private static final String REASON = "measuring recognition against known answers";
  private static final long LONGEST_WAIT = TimeUnit.MINUTES.toNanos(4);

  private final ServiceClient service;

  DocumentRun(ServiceClient service) {
    this.service = service;
  }

  /** Never fails because one document does: that is a reading too. */
  Reading read(ManifestEntry entry, Set<String> asked) throws InterruptedException {
    long start = System.nanoTime();
    try {
      return read(entry, asked, start);
    } catch (IOException e) {
      return Reading.failed("no-answer", seconds(start));
    } catch (NullPointerException | ClassCastException e) {
      return Reading.failed("odd-answer", seconds(start));
    }
  }

  private Reading read(ManifestEntry entry, Set<String> asked, long start)
      throws IOException, InterruptedException {
    ServiceClient.Answer answer = service.submit(request(entry, asked), entry.file());
    if (answer.isProblem()) {
      return Reading.failed(answer.code(), seconds(start));
    }
    String id = answer.body().getString("id");
    try {
      JsonObject job = settled(id, answer.body(), start);
      return reading(id, job, seconds(start));
    } finally {
      deleteQuietly(id);
    }
  }

  /** What was read counts, also when the job must wait for its deadline to be deleted. */
  private void deleteQuietly(String id) throws InterruptedException {
    try {
      service.delete(id);
    } catch (IOException e) {
      service.forgetToken();
    }
  }

  private static JsonObject request(ManifestEntry entry, Set<String> asked) {
    JsonArrayBuilder output = Json.createArrayBuilder();
    asked.forEach(output::add);
    String purpose = PURPOSES.getOrDefault(entry.documentClass(), "invoice_processing");
    return request(purpose, entry.documentClass(), output);
  }

  static JsonObject request(String purpose, String documentClass, JsonArrayBuilder output) {
    return Json.createObjectBuilder()
        .add("purpose", purpose)
        .add("document_class", documentClass)
        .add(
            "consent",
            Json.createObjectBuilder()
                .add("basis", "customer_authorized")
                .add("allow_model_training", false)
                .add("allow_manual_review", false))
        .add("output", output)
        .build();
  }

  /** The job once it is neither waiting nor being worked on. */
  private JsonObject settled(String id, JsonObject first, long start)
      throws IOException, InterruptedException {
    JsonObject job = first;
    while (isOpen(job) && System.nanoTime() - start < LONGEST_WAIT) {
      TimeUnit.MILLISECONDS.sleep(300);
      job = service.job(id).body();
    }
    return job;
  }

  static boolean isOpen(JsonObject job) {
    return Set.of("admitted", "queued", "processing").contains(job.getString("state", ""));
  }

  private Reading reading(String id, JsonObject job, double wallSeconds)
      throws IOException, InterruptedException {
    if (!job.getString("state", "").equals("done")) {
      return Reading.failed(failure(job), wallSeconds);
    }
    Map<String, Double> found = confidences(object(job, "fields"));
    if (found.isEmpty()) {
      return new Reading(Map.of(), Optional.empty(), pages(job), engineSeconds(job), wallSeconds);
    }
    ServiceClient.Answer revealed = service.reveal(id, found.keySet(), REASON);
    if (revealed.isProblem()) {
      return Reading.failed(revealed.code(), wallSeconds);
    }
    return new Reading(
        values(revealed.body(), found),
        Optional.empty(),
        pages(job),
        engineSeconds(job),
        wallSeconds);
  }

  /** The code of the job's problem, or its state. */
  static String failure(JsonObject job) {
    JsonObject problem = object(job, "problem");
    String state = job.getString("state", "without-state");
    return problem == null ? state : problem.getString("code", state);
  }

  /** Fields for which the service has a value; the values themselves are masked. */
  private static Map<String, Double> confidences(@Nullable JsonObject fields) {
    Map<String, Double> found = new LinkedHashMap<>();
    if (fields != null) {
      fields.forEach(
          (name, value) -> {
            JsonObject field = value.asJsonObject();
            if (field.getOrDefault("value", JsonValue.NULL) != JsonValue.NULL) {
              found.put(name, field.getJsonNumber("confidence").doubleValue());
            }
          });
    }
    return found;
  }

  private static Map<String, Reading.Found> values(
      JsonObject revealed, Map<String, Double> confidences) {
    JsonObject fields = object(revealed, "fields");
    Map<String, Reading.Found> values = new LinkedHashMap<>();
    confidences.forEach(
        (name, confidence) -> {
          JsonObject field = fields == null ? null : object(fields, name);
          if (field != null) {
            values.put(name, new Reading.Found(text(field), confidence));
          }
        });
    return values;
  }

  private static String text(JsonObject field) {
    JsonValue normalized = field.getOrDefault("normalized", JsonValue.NULL);
    JsonValue value = normalized == JsonValue.NULL ? field.get("value") : normalized;
    return value instanceof JsonString string ? string.getString() : String.valueOf(value);
  }

  private static int pages(JsonObject job) {
    return Math.max(1, job.getInt("pages", 1));
  }

  private static Optional<Double> engineSeconds(JsonObject job) {
    JsonObject provenance = object(job, "provenance");
    JsonValue millis = provenance == null ? null : provenance.get("engine_millis");
    return millis instanceof JsonNumber number
        ? Optional.of(number.doubleValue() / 1000)
        : Optional.empty();
  }

  /** Null also where JSON has null. */
  private static @Nullable JsonObject object(JsonObject parent, String name) {
    return parent.get(name) instanceof JsonObject object ? object : null;
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
