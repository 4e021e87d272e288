package dev.lethe.admin.audit;

import dev.lethe.audit.model.AuditEntry;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How an entry is written to a file. */
public enum EntryFormat {
  /** One JSON object a line. */
  JSONL("application/jsonl", "jsonl", "") {
    @Override
    public String line(AuditEntry entry) {
      return json(entry) + "\n";
    }
  },
  /** RFC 4180, with a header line. */
  CSV(
      "text/csv",
      "csv",
      "id,time,type,job,actor,outcome,policy_version,facts,previous_leaf_hash,leaf_hash\r\n") {
    @Override
    public String line(AuditEntry entry) {
      return Stream.of(
                  entry.id(),
                  entry.time().toString(),
                  entry.type(),
                  entry.job().orElse(""),
                  entry.actor(),
                  entry.outcome(),
                  entry.policyVersion(),
                  facts(entry).toString(),
                  entry.previousLeafHash().orElse(""),
                  entry.leafHash())
              .map(EntryFormat::cell)
              .collect(Collectors.joining(","))
          + "\r\n";
    }
  };

  /** What makes a spreadsheet take a cell for a formula. */
  private static final List<String> FORMULA = List.of("=", "+", "-", "@", "\t", "\r", "\n");

  private final String mediaType;
  private final String suffix;
  private final String header;

  EntryFormat(String mediaType, String suffix, String header) {
    this.mediaType = mediaType;
    this.suffix = suffix;
    this.header = header;
  }

  /** An entry with its line end. */
  public abstract String line(AuditEntry entry);

  public String mediaType() {
    return mediaType;
  }

  public String suffix() {
    return suffix;
  }

  /** What comes before the first entry. */
  public String header() {
    return header;
  }

  private static JsonObject json(AuditEntry entry) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("id", entry.id())
            .add("time", entry.time().toString())
            .add("type", entry.type());
    put(json, "job", entry.job());
    json.add("actor", entry.actor())
        .add("outcome", entry.outcome())
        .add("policy_version", entry.policyVersion())
        .add("facts", facts(entry));
    put(json, "previous_leaf_hash", entry.previousLeafHash());
    return json.add("leaf_hash", entry.leafHash()).build();
  }

  private static void put(JsonObjectBuilder json, String name, Optional<String> value) {
    value.ifPresentOrElse(text -> json.add(name, text), () -> json.addNull(name));
  }

  private static JsonObject facts(AuditEntry entry) {
    JsonObjectBuilder json = Json.createObjectBuilder();
    new TreeMap<>(entry.facts()).forEach(json::add);
    return json.build();
  }

  /** A cell that is text to every spreadsheet: an apostrophe keeps it from being a formula. */
  static String cell(String value) {
    boolean formula = FORMULA.stream().anyMatch(value::startsWith);
    return '"' + (formula ? "'" : "") + value.replace("\"", "\"\"") + '"';
  }
}
