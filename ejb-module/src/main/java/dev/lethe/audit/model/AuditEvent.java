package dev.lethe.audit.model;

import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.TenantId;
import java.util.Map;
import java.util.Optional;

/**
 * Something that was done. Fired as a CDI event inside the business transaction; the audit feature
 * observes it synchronously and writes it in the same transaction. Holds codes, ids and counts
 * only.
 *
 * @param type from the event catalogue, for instance {@code consent.verified}
 * @param job value of the job's id, if it concerns one
 * @param outcome stable code, for instance {@code permitted}
 * @param facts codes and numbers; values match {@code [A-Za-z0-9._:,/+-]{0,200}}
 */
public record AuditEvent(
    TenantId tenant,
    String type,
    Optional<String> job,
    ActorId actor,
    String outcome,
    Map<String, String> facts) {

  public AuditEvent {
    facts = Map.copyOf(facts);
    requireToken(type);
    requireToken(outcome);
    facts.forEach(
        (key, value) -> {
          requireToken(key);
          requireToken(value);
        });
  }

  private static void requireToken(String value) {
    if (!value.matches("[A-Za-z0-9._:,/+-]{0,200}")) {
      throw new IllegalArgumentException("an audit event holds codes and numbers only");
    }
  }
}
