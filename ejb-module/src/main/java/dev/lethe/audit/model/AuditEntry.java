package dev.lethe.audit.model;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An event as it was recorded.
 *
 * @param previousLeafHash hash of the job's entry before, if there is one
 * @param leafHash SHA-256 over the entry's canonical JSON (RFC 8785), lower-case hexadecimal
 */
public record AuditEntry(
    String id,
    Instant time,
    String type,
    Optional<String> job,
    String actor,
    String outcome,
    String policyVersion,
    Map<String, String> facts,
    Optional<String> previousLeafHash,
    String leafHash) {

  public AuditEntry {
    facts = Map.copyOf(facts);
  }
}
