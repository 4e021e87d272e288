package dev.lethe.jobs.adapter;

import dev.lethe.worker.ExtractedField;
import dev.lethe.worker.FieldType;
import dev.lethe.worker.PersonalText;
import dev.lethe.worker.Polygon;
import dev.lethe.worker.RevealPermit;
import dev.lethe.worker.Validation;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonWriter;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Fields as they go into a sealing stream and come out of an opening one, and nowhere else. */
final class FieldsJson {

  private FieldsJson() {}

  static void write(List<ExtractedField> fields, OutputStream sealing) {
    JsonArrayBuilder array = Json.createArrayBuilder();
    fields.forEach(field -> array.add(write(field)));
    try (JsonWriter writer = Json.createWriter(sealing)) {
      writer.writeArray(array.build());
    }
  }

  private static JsonObjectBuilder write(ExtractedField field) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("name", field.name())
            .add("type", field.type().name())
            .add("confidence", field.confidence())
            .add("page", field.page())
            .add("validations", writeValidations(field.validations()));
    field.raw().ifPresent(text -> json.add("raw", open(text)));
    field.normalized().ifPresent(text -> json.add("normalized", open(text)));
    field.polygon().ifPresent(polygon -> json.add("polygon", writePolygon(polygon)));
    field.absence().ifPresent(reason -> json.add("absence", reason));
    return json;
  }

  private static String open(PersonalText text) {
    return text.reveal(RevealPermit.forSealing());
  }

  private static JsonArrayBuilder writeValidations(List<Validation> validations) {
    JsonArrayBuilder array = Json.createArrayBuilder();
    validations.forEach(
        validation ->
            array.add(
                Json.createObjectBuilder()
                    .add("check", validation.check())
                    .add("outcome", validation.outcome().name())
                    .add("reason", validation.reason())));
    return array;
  }

  private static JsonArrayBuilder writePolygon(Polygon polygon) {
    JsonArrayBuilder array = Json.createArrayBuilder();
    polygon.points().forEach(point -> array.add(point.x()).add(point.y()));
    return array;
  }

  static List<ExtractedField> read(InputStream opening) {
    try (JsonReader reader = Json.createReader(opening)) {
      return reader.readArray().getValuesAs(FieldsJson::field);
    }
  }

  private static ExtractedField field(JsonObject json) {
    return new ExtractedField(
        json.getString("name"),
        FieldType.valueOf(json.getString("type")),
        Optional.ofNullable(json.getString("raw", null)).map(PersonalText::of),
        Optional.ofNullable(json.getString("normalized", null)).map(PersonalText::of),
        json.getJsonNumber("confidence").doubleValue(),
        json.getInt("page"),
        Optional.ofNullable(polygon(json.getJsonArray("polygon"))),
        json.getJsonArray("validations").getValuesAs(FieldsJson::validation),
        Optional.ofNullable(json.getString("absence", null)));
  }

  private static Validation validation(JsonObject json) {
    return new Validation(
        json.getString("check"),
        Validation.Outcome.valueOf(json.getString("outcome")),
        json.getString("reason"));
  }

  private static @Nullable Polygon polygon(@Nullable JsonArray array) {
    if (array == null) {
      return null;
    }
    List<Polygon.Point> points = new java.util.ArrayList<>();
    for (int i = 0; i + 1 < array.size(); i += 2) {
      points.add(
          new Polygon.Point(
              array.getJsonNumber(i).doubleValue(), array.getJsonNumber(i + 1).doubleValue()));
    }
    return new Polygon(points);
  }
}
