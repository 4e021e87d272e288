package dev.lethe.tools.evaluate;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.JsonValue.ValueType;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A document of a manifest and what stands on it.
 *
 * @param name of the file, as the manifest has it
 * @param fields acceptable values of each field that is on the document; none of a field that is
 *     known not to be on it ({@code null} in the manifest). Nothing is known of other fields.
 */
record ManifestEntry(
    String name, Path file, String documentClass, int pages, Map<String, List<String>> fields) {

  private static final String NAME = "manifest.jsonl";

  /**
   * @throws IllegalArgumentException naming the line that is not of the described form, or that
   *     there is none
   */
  static List<ManifestEntry> readAll(Path folder) throws IOException {
    List<ManifestEntry> entries = new ArrayList<>();
    List<String> lines = Files.readAllLines(folder.resolve(NAME));
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        entries.add(read(folder, lines.get(i), NAME + ", line " + (i + 1)));
      }
    }
    if (entries.isEmpty()) {
      throw new IllegalArgumentException(NAME + " names no document");
    }
    return entries;
  }

  private static ManifestEntry read(Path folder, String line, String where) {
    JsonObject json = object(line, where);
    String name = text(json, "file", where);
    Path file = folder.resolve(name);
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException(where + ": its file is not there or cannot be read");
    }
    if (json.containsKey("fields") && json.get("fields").getValueType() != ValueType.OBJECT) {
      throw new IllegalArgumentException(where + ": \"fields\" is no object");
    }
    return new ManifestEntry(
        name, file, text(json, "document_class", where), json.getInt("pages", 1), fields(json));
  }

  private static JsonObject object(String line, String where) {
    try (JsonReader reader = Json.createReader(new StringReader(line))) {
      return reader.readObject();
    } catch (JsonException e) {
      throw new IllegalArgumentException(where + " is no JSON object", e);
    }
  }

  private static String text(JsonObject json, String member, String where) {
    if (json.get(member) instanceof JsonString string && !string.getString().isBlank()) {
      return string.getString();
    }
    throw new IllegalArgumentException(where + ": \"" + member + "\" is missing or no text");
  }

  private static Map<String, List<String>> fields(JsonObject json) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    if (json.get("expect") instanceof JsonString expected) {
      fields.put("full_text", List.of(expected.getString()));
    }
    if (json.get("fields") instanceof JsonObject given) {
      given.forEach((field, value) -> addValues(fields, field, value));
    }
    return fields;
  }

  private static void addValues(Map<String, List<String>> fields, String field, JsonValue value) {
    fields.put(
        field,
        value instanceof JsonArray array
            ? array.stream().map(ManifestEntry::text).toList()
            : value == JsonValue.NULL ? List.of() : List.of(text(value)));
  }

  private static String text(JsonValue value) {
    return value instanceof JsonString string ? string.getString() : value.toString();
  }
}
