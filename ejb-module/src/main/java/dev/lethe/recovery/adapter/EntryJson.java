package dev.lethe.recovery.adapter;

import dev.lethe.recovery.model.JournalEntry;
import dev.lethe.recovery.model.JournalEntry.Kind;
import dev.lethe.tenancy.model.TenantId;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** An entry of the journal as JSON. */
final class EntryJson {

  private EntryJson() {}

  static JsonObject write(JournalEntry entry) {
    JsonObjectBuilder facts = Json.createObjectBuilder();
    new TreeMap<>(entry.facts()).forEach(facts::add);
    return Json.createObjectBuilder()
        .add("tenant", entry.tenant().value())
        .add("kind", entry.kind().name())
        .add("id", entry.id())
        .add("facts", facts)
        .build();
  }

  static JournalEntry read(String text) {
    try (var reader = Json.createReader(new StringReader(text))) {
      return read(reader.readObject());
    }
  }

  /**
   * @throws RuntimeException if it is none
   */
  static JournalEntry read(JsonObject json) {
    Map<String, String> facts = new LinkedHashMap<>();
    json.getJsonObject("facts")
        .forEach((name, value) -> facts.put(name, ((JsonString) value).getString()));
    return new JournalEntry(
        new TenantId(json.getString("tenant")),
        Kind.valueOf(json.getString("kind")),
        json.getString("id"),
        facts);
  }
}
