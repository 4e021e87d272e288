package dev.lethe.retention.adapter;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.retention.model.DeletionDetails;
import dev.lethe.retention.model.DeletionDetails.Erased;
import dev.lethe.retention.model.DeletionDetails.Kept;
import dev.lethe.retention.model.DeletionDetails.Shred;
import dev.lethe.retention.model.DeletionDetails.Store;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Details of a deletion, as they lie in the receipt's row: codes, numbers and times. */
final class DetailsJson {

  private DetailsJson() {}

  static String write(DeletionDetails details) {
    JsonArrayBuilder erased = Json.createArrayBuilder();
    details
        .erased()
        .forEach(
            one ->
                erased.add(
                    Json.createObjectBuilder()
                        .add("artefact", one.artefact().name())
                        .add("store", one.store().name())
                        .add("objects", one.objects())
                        .add("delete_at", one.deleteAt().toString())));
    JsonArrayBuilder kept = Json.createArrayBuilder();
    details
        .kept()
        .forEach(
            one ->
                kept.add(
                    Json.createObjectBuilder()
                        .add("artefact", one.artefact().name())
                        .add("delete_at", one.deleteAt().toString())
                        .add("held", one.held())));
    JsonArrayBuilder epochs = Json.createArrayBuilder();
    details
        .epochs()
        .forEach(
            one ->
                epochs.add(
                    Json.createObjectBuilder()
                        .add("id", one.epoch())
                        .add("ends_at", one.endsAt().toString())));
    return Json.createObjectBuilder()
        .add("policy_id", details.policyId())
        .add("policy_sha256", details.policySha256())
        .add("erased", erased)
        .add("kept", kept)
        .add("epochs", epochs)
        .build()
        .toString();
  }

  static DeletionDetails read(@Nullable String text) {
    if (text == null) {
      return DeletionDetails.UNKNOWN;
    }
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      JsonObject json = reader.readObject();
      return new DeletionDetails(
          json.getString("policy_id"),
          json.getString("policy_sha256"),
          json.getJsonArray("erased").getValuesAs(JsonObject.class).stream()
              .map(DetailsJson::erased)
              .toList(),
          json.getJsonArray("kept").getValuesAs(JsonObject.class).stream()
              .map(DetailsJson::kept)
              .toList(),
          json.getOrDefault("epochs", JsonValue.EMPTY_JSON_ARRAY).asJsonArray().stream()
              .map(one -> epoch(one.asJsonObject()))
              .toList());
    }
  }

  private static Erased erased(JsonObject json) {
    return new Erased(
        ArtefactClass.valueOf(json.getString("artefact")),
        Store.valueOf(json.getString("store")),
        json.getInt("objects"),
        Instant.parse(json.getString("delete_at")));
  }

  private static Shred epoch(JsonObject json) {
    return new Shred(json.getString("id"), Instant.parse(json.getString("ends_at")));
  }

  private static Kept kept(JsonObject json) {
    return new Kept(
        ArtefactClass.valueOf(json.getString("artefact")),
        Instant.parse(json.getString("delete_at")),
        json.getBoolean("held"));
  }
}
