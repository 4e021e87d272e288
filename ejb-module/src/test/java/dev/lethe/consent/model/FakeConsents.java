package dev.lethe.consent.model;

import dev.lethe.tenancy.model.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The ledger and its subjects in lists. There is one transaction at a time, so nothing is locked.
 */
public final class FakeConsents implements ConsentStore, SubjectRegister {

  public final List<ConsentRecord> records = new ArrayList<>();
  public final List<Ending> endings = new ArrayList<>();
  private final Map<ConsentId, TenantId> tenants = new HashMap<>();
  private final Map<String, ConsentId> links = new HashMap<>();
  private final Map<String, Repeated> repeated = new HashMap<>();
  private final Map<String, String> subjects = new HashMap<>();

  @Override
  public void add(TenantId tenant, ConsentRecord record) {
    records.add(record);
    tenants.put(record.id(), tenant);
  }

  @Override
  public void add(TenantId tenant, ConsentRecord record, Repeatable request) {
    add(tenant, record);
    repeated.put(tenant + request.key(), new Repeated(record, request.fingerprint()));
  }

  @Override
  public Optional<Repeated> repeated(TenantId tenant, String key) {
    return Optional.ofNullable(repeated.get(tenant + key));
  }

  @Override
  public Optional<ConsentRecord> find(TenantId tenant, ConsentId id) {
    return of(tenant).filter(record -> record.id().equals(id)).findFirst().map(this::asItIs);
  }

  @Override
  public Optional<ConsentRecord> ofJob(TenantId tenant, String job) {
    return of(tenant)
        .filter(
            record -> record.job().equals(Optional.of(job)) || record.id().equals(links.get(job)))
        .findFirst()
        .map(record -> ended(record, Optional.of(job)));
  }

  @Override
  public void link(TenantId tenant, String job, ConsentId id) {
    links.put(job, id);
  }

  @Override
  public List<String> jobs(TenantId tenant, ConsentId id) {
    return Stream.concat(
            of(tenant)
                .filter(record -> record.id().equals(id))
                .flatMap(record -> record.job().stream()),
            links.entrySet().stream()
                .filter(link -> link.getValue().equals(id))
                .map(Map.Entry::getKey))
        .sorted()
        .toList();
  }

  @Override
  public List<ConsentRecord> list(
      TenantId tenant, ConsentFilter filter, Instant now, int offset, int limit) {
    return of(tenant)
        .map(this::asItIs)
        .filter(record -> fits(record, filter, now))
        .sorted(Comparator.comparing(ConsentRecord::givenAt).reversed())
        .skip(offset)
        .limit(limit)
        .toList();
  }

  private boolean fits(ConsentRecord record, ConsentFilter filter, Instant now) {
    return filter.purpose().map(record.terms().purpose().name()::equals).orElse(true)
        && filter.state().map(record.state(now)::equals).orElse(true)
        && filter
            .job()
            .map(job -> record.job().equals(Optional.of(job)) || record.id().equals(links.get(job)))
            .orElse(true)
        && filter.subject().map(id -> record.subject().equals(Optional.of(id))).orElse(true);
  }

  @Override
  public long count(TenantId tenant, ConsentFilter filter, Instant now) {
    return list(tenant, filter, now, 0, Integer.MAX_VALUE).size();
  }

  @Override
  public void end(TenantId tenant, Ending ending) {
    endings.add(ending);
  }

  @Override
  public void share(TenantId tenant, Lock lock) {}

  @Override
  public void lock(TenantId tenant, Lock lock) {}

  private Stream<ConsentRecord> of(TenantId tenant) {
    return records.stream().filter(record -> tenant.equals(tenants.get(record.id())));
  }

  private ConsentRecord asItIs(ConsentRecord record) {
    return ended(record, Optional.empty());
  }

  private ConsentRecord ended(ConsentRecord record, Optional<String> job) {
    Optional<Instant> end =
        endings.stream()
            .filter(ending -> ending.consent().equals(record.id()))
            .filter(ending -> ending.job().isEmpty() || ending.job().equals(job))
            .map(Ending::at)
            .min(Comparator.naturalOrder());
    return new ConsentRecord(
        record.id(),
        record.terms(),
        record.job(),
        record.subject(),
        record.mechanism(),
        record.actor(),
        record.policyVersion(),
        record.policySha256(),
        record.givenAt(),
        record.recordedAt(),
        record.expiresAt(),
        end);
  }

  @Override
  public Optional<String> find(TenantId tenant, String pseudonym) {
    return Optional.ofNullable(subjects.get(tenant + pseudonym));
  }

  @Override
  public String findOrAdd(TenantId tenant, String pseudonym, Instant now) {
    return subjects.computeIfAbsent(
        tenant + pseudonym, key -> "sub_" + UUID.randomUUID().toString().replace("-", ""));
  }

  @Override
  public boolean forget(TenantId tenant, String subject) {
    return subjects.values().remove(subject);
  }

  @Override
  public Optional<String> pseudonym(TenantId tenant, String subject) {
    return subjects.entrySet().stream()
        .filter(entry -> entry.getValue().equals(subject))
        .map(entry -> entry.getKey().substring(tenant.toString().length()))
        .findFirst();
  }

  @Override
  public boolean forgetUnused(TenantId tenant, String subject) {
    throw new UnsupportedOperationException("no hold names anybody here");
  }
}
