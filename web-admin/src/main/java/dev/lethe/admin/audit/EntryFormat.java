package dev.lethe.admin.audit;

import dev.lethe.audit.model.AuditEntry;
import dev.lethe.audit.service.LeafHash;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How an entry is written to a file. */
public enum EntryFormat {
  /** One JSON object a line, from which the leaf hash can be computed again. */
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
      "tenant,id,time,type,job,position,actor,outcome,policy_version,policy_sha256,facts,"
          + "previous_leaf_hash,leaf_hash\r\n") {
    @Override
    public String line(AuditEntry entry) {
      return Stream.of(
                  entry.tenant(),
                  entry.id(),
                  entry.time().toString(),
                  entry.type(),
                  entry.job().orElse(""),
                  entry.position().map(String::valueOf).orElse(""),
                  entry.actor(),
                  entry.outcome(),
                  entry.policyVersion(),
                  entry.policySha256(),
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

  /** The last line of a file that could not be finished. */
  public String incomplete() {
    return this == CSV ? "\"export incomplete\"\r\n" : "{\"export\":\"incomplete\"}\n";
  }

  /** What comes before the first entry. */
  public String header() {
    return header;
  }

  /** What the leaf hash is made of, and the hash: whoever takes it out can compute it again. */
  private static String json(AuditEntry entry) {
    String leaf = new String(LeafHash.canonical(entry), StandardCharsets.UTF_8);
    return leaf.substring(0, leaf.length() - 1) + ",\"leaf_hash\":\"" + entry.leafHash() + "\"}";
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
