package dev.lethe.admin.audit;

import dev.lethe.audit.model.AuditEntry;
import dev.lethe.audit.model.AuditFilter;
import dev.lethe.audit.service.AuditTrail;
import dev.lethe.audit.service.LeafHash;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A trail in memory, oldest first. */
final class FakeTrail implements AuditTrail {

  final List<AuditEntry> entries = new ArrayList<>();
  int asked;
  boolean failing;

  static AuditEntry entry(int number, String actor, Map<String, String> facts) {
    AuditEntry unhashed = entry(number, actor, facts, "");
    return entry(number, actor, facts, LeafHash.of(unhashed));
  }

  private static AuditEntry entry(
      int number, String actor, Map<String, String> facts, String leafHash) {
    return new AuditEntry(
        "northwind",
        "evt_" + number,
        Instant.parse("2026-11-24T09:00:00Z").plusSeconds(number),
        "consent.verified",
        number % 2 == 0 ? Optional.of("job_" + "0".repeat(32)) : Optional.empty(),
        number % 2 == 0 ? Optional.of(1L + number) : Optional.empty(),
        actor,
        "permitted",
        "2026-11-01",
        "cd".repeat(32),
        facts,
        Optional.empty(),
        leafHash);
  }

  @Override
  public List<AuditEntry> list(Caller caller, AuditFilter filter, int offset, int limit) {
    return matching(caller, filter).stream().skip(offset).limit(limit).toList();
  }

  @Override
  public long count(Caller caller, AuditFilter filter) {
    return matching(caller, filter).size();
  }

  @Override
  public void export(Caller caller, AuditFilter filter, Consumer<AuditEntry> sink) {
    matching(caller, filter).forEach(sink);
    if (failing) {
      throw new IllegalStateException();
    }
  }

  private List<AuditEntry> matching(Caller caller, AuditFilter filter) {
    asked++;
    caller.requireAny(Role.COMPLIANCE_OFFICER, Role.AUDITOR);
    return entries.stream()
        .filter(one -> filter.type().map(one.type()::startsWith).orElse(true))
        .toList();
  }
}
