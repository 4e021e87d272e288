package dev.lethe.audit.model;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An event as it was recorded. Everything but the leaf hash is what the leaf hash is made of.
 *
 * @param position place in the job's chain, from 1, if it concerns a job
 * @param previousLeafHash hash of the job's entry before, if there is one
 * @param leafHash SHA-256 over the entry's canonical JSON (RFC 8785), lower-case hexadecimal
 */
public record AuditEntry(
    String tenant,
    String id,
    Instant time,
    String type,
    Optional<String> job,
    Optional<Long> position,
    String actor,
    String outcome,
    String policyVersion,
    String policySha256,
    Map<String, String> facts,
    Optional<String> previousLeafHash,
    String leafHash) {

  public AuditEntry {
    facts = Map.copyOf(facts);
  }
}
