package dev.lethe.tools.evaluate;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
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
 * @param fields acceptable values of each field that is on the document
 */
record ManifestEntry(
    String name, Path file, String documentClass, int pages, Map<String, List<String>> fields) {

  static List<ManifestEntry> readAll(Path folder) throws IOException {
    List<ManifestEntry> entries = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("manifest.jsonl"))) {
      if (!line.isBlank()) {
        entries.add(read(folder, line));
      }
    }
    return entries;
  }

  private static ManifestEntry read(Path folder, String line) {
    try (JsonReader reader = Json.createReader(new StringReader(line))) {
      JsonObject json = reader.readObject();
      String name = json.getString("file");
      return new ManifestEntry(
          name,
          folder.resolve(name),
          json.getString("document_class"),
          json.getInt("pages", 1),
          fields(json));
    }
  }

  private static Map<String, List<String>> fields(JsonObject json) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    if (json.containsKey("expect")) {
      fields.put("full_text", List.of(json.getString("expect")));
    }
    JsonObject given = json.getJsonObject("fields");
    if (given != null) {
      given.forEach((field, value) -> addValues(fields, field, value));
    }
    return fields;
  }

  private static void addValues(Map<String, List<String>> fields, String field, JsonValue value) {
    List<String> values =
        value instanceof JsonArray array
            ? array.stream().map(ManifestEntry::text).toList()
            : value == JsonValue.NULL ? List.of() : List.of(text(value));
    if (!values.isEmpty()) {
      fields.put(field, values);
    }
  }

  private static String text(JsonValue value) {
    return value instanceof JsonString string ? string.getString() : value.toString();
  }
}
