package dev.lethe.jobs.adapter;

import dev.lethe.consent.model.ConsentContext;
import dev.lethe.jobs.model.JobMode;
import dev.lethe.jobs.model.JobScope;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.FieldName;
import dev.lethe.policy.model.Purpose;
import dev.lethe.policy.model.RetentionMode;
import dev.lethe.worker.Region;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.util.Optional;

/** What was asked for, as it lies in the job's row: codes and numbers. */
final class ScopeJson {

  private ScopeJson() {}

  static String write(JobScope scope, ConsentContext consent) {
    JsonArrayBuilder output = Json.createArrayBuilder();
    scope.output().forEach(field -> output.add(field.value()));
    JsonArrayBuilder pages = Json.createArrayBuilder();
    scope.pages().forEach(pages::add);
    JsonArrayBuilder regions = Json.createArrayBuilder();
    scope.regions().forEach(region -> regions.add(write(region)));
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("mode", scope.mode().name())
            .add("retention_mode", scope.retentionMode().name())
            .add("output", output)
            .add("pages", pages)
            .add("regions", regions)
            .add("basis", consent.basis())
            .add("allow_model_training", consent.allowModelTraining())
            .add("allow_manual_review", consent.allowManualReview());
    scope.documentClass().ifPresent(name -> json.add("document_class", name.name()));
    scope.language().ifPresent(language -> json.add("language", language));
    return json.build().toString();
  }

  private static JsonObjectBuilder write(Region region) {
    return Json.createObjectBuilder()
        .add("page", region.page())
        .add("left", region.left())
        .add("top", region.top())
        .add("right", region.right())
        .add("bottom", region.bottom());
  }

  static JobScope scope(String purpose, String text) {
    JsonObject json = read(text);
    return new JobScope(
        new Purpose(purpose),
        JobMode.valueOf(json.getString("mode", JobMode.EXTRACT.name())),
        json.getJsonArray("output")
            .getValuesAs((JsonString name) -> new FieldName(name.getString())),
        Optional.ofNullable(json.getString("document_class", null)).map(DocumentClass::new),
        json.getJsonArray("pages").getValuesAs(JsonNumber::intValue),
        json.getJsonArray("regions").getValuesAs(ScopeJson::region),
        Optional.ofNullable(json.getString("language", null)),
        RetentionMode.valueOf(json.getString("retention_mode", RetentionMode.STANDARD.name())));
  }

  private static Region region(JsonObject json) {
    return new Region(
        json.getInt("page"),
        number(json, "left"),
        number(json, "top"),
        number(json, "right"),
        number(json, "bottom"));
  }

  private static double number(JsonObject json, String name) {
    return json.getJsonNumber(name).doubleValue();
  }

  static ConsentContext consent(String text) {
    JsonObject json = read(text);
    return new ConsentContext(
        json.getString("basis"),
        json.getBoolean("allow_model_training"),
        json.getBoolean("allow_manual_review"));
  }

  private static JsonObject read(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }
}
