package dev.lethe.consent.service;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.consent.model.ConsentId;
import dev.lethe.consent.model.ConsentRecord;
import dev.lethe.consent.model.ConsentRequest;
import dev.lethe.consent.model.ConsentStore;
import dev.lethe.consent.model.ConsentStore.Lock;
import dev.lethe.consent.model.ConsentStore.Repeatable;
import dev.lethe.consent.model.ConsentStore.Repeated;
import dev.lethe.consent.model.ConsentTerms;
import dev.lethe.consent.model.ConsentUse;
import dev.lethe.consent.model.RecordingPolicy;
import dev.lethe.keys.model.Pseudonyms;
import dev.lethe.policy.model.Permission;
import dev.lethe.policy.model.PolicyBundle;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.tenancy.model.Transactions;
import dev.lethe.worker.PersonalText;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Records consents in the transaction of their audit event. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ConsentServiceBean implements ConsentService {

  @Inject ConsentStore store;
  @Inject Consents consents;
  @Inject Pseudonyms pseudonyms;
  @Inject PolicyService policy;
  @Inject Transactions transactions;
  @Inject Event<AuditEvent> audit;
  @Inject Clock clock;

  @Override
  public Recorded record(Caller caller, ConsentRequest request, Optional<Key> key) {
    PolicyBundle bundle = policy.current().of(caller.tenant());
    bundle.require(caller, Permission.RECORD_CONSENT);
    RecordingPolicy rules = new RecordingPolicy(bundle);
    Instant now = clock.instant();
    Instant expiry;
    try {
      expiry = rules.check(request, now);
    } catch (LetheException e) {
      throw refused(caller, request, e);
    }
    return transactions.inNewTransaction(
        () -> {
          Optional<Repeatable> repeatable = key.map(sent -> repeatable(caller.tenant(), sent));
          Optional<Recorded> before = repeatable.flatMap(sent -> before(caller.tenant(), sent));
          if (before.isPresent()) {
            return before.get();
          }
          ConsentRecord record = make(caller, request, rules, bundle, now, expiry);
          repeatable.ifPresentOrElse(
              sent -> store.add(caller.tenant(), record, sent),
              () -> store.add(caller.tenant(), record));
          recorded(caller, record);
          return new Recorded(record, false);
        });
  }

  private Repeatable repeatable(TenantId tenant, Key sent) {
    return new Repeatable(
        pseudonyms.of(tenant, "idempotency-key", PersonalText.of(sent.key())),
        pseudonyms.of(tenant, "idempotency-content", PersonalText.of(sent.content())));
  }

  private Optional<Recorded> before(TenantId tenant, Repeatable sent) {
    store.lock(tenant, Lock.ofRequest(sent.key()));
    Optional<Repeated> before = store.repeated(tenant, sent.key());
    if (before.isPresent() && !before.get().fingerprint().equals(sent.fingerprint())) {
      throw new LetheException(ProblemCode.IDEMPOTENCY_CONFLICT);
    }
    return before.map(repeated -> new Recorded(repeated.record(), true));
  }

  private ConsentRecord make(
      Caller caller,
      ConsentRequest request,
      RecordingPolicy rules,
      PolicyBundle bundle,
      Instant now,
      Instant expiry) {
    TenantId tenant = caller.tenant();
    return new ConsentRecord(
        ConsentId.random(),
        new ConsentTerms(
            request.purpose(),
            request.basis(),
            request.uses(),
            request.documentClasses(),
            request.notice(),
            request.jurisdiction(),
            consents.kept(tenant, request.reference(), rules.basis(request.basis()))),
        Optional.empty(),
        request.subject().map(text -> consents.subjectId(tenant, text, now)),
        request.mechanism(),
        caller.actor(),
        bundle.version().version(),
        bundle.version().sha256(),
        request.givenAt().orElse(now),
        now,
        Optional.of(expiry),
        Optional.empty());
  }

  private void recorded(Caller caller, ConsentRecord record) {
    Map<String, String> facts = new HashMap<>();
    facts.put("consent", record.id().value());
    facts.put("basis", record.terms().basis());
    facts.put("purpose", record.terms().purpose().name());
    facts.put("mechanism", record.mechanism().apiName());
    for (ConsentUse use : ConsentUse.values()) {
      facts.put(use.apiName(), Boolean.toString(record.terms().permits(use)));
    }
    record.subject().ifPresent(subject -> facts.put("subject", subject));
    record.expiresAt().ifPresent(at -> facts.put("expires_at", at.toString()));
    record.terms().notice().ifPresent(notice -> facts.put("notice", notice.sha256()));
    fire(caller, "consent.recorded", "recorded", facts);
  }

  private LetheException refused(Caller caller, ConsentRequest request, LetheException refusal) {
    Map<String, String> facts = new HashMap<>();
    if (policy.current().of(caller.tenant()).purposes().containsKey(request.purpose())) {
      facts.put("purpose", request.purpose().name());
    }
    transactions.inNewTransaction(
        () -> {
          fire(caller, "consent.refused", refusal.code().code(), facts);
          return refusal;
        });
    return refusal;
  }

  private void fire(Caller caller, String type, String outcome, Map<String, String> facts) {
    audit.fire(
        new AuditEvent(caller.tenant(), type, Optional.empty(), caller.actor(), outcome, facts));
  }

  @Override
  public ConsentRecord get(Caller caller, ConsentId id) {
    policy.current().of(caller.tenant()).require(caller, Permission.READ_CONSENT);
    return transactions.inNewTransaction(
        () ->
            store
                .find(caller.tenant(), id)
                .map(record -> consents.asItHolds(caller.tenant(), record))
                .orElseThrow(() -> new LetheException(ProblemCode.NOT_FOUND)));
  }

  @Override
  public String receipt(Caller caller, ConsentId id, String address) {
    ConsentRecord record = get(caller, id);
    return new ConsentReceipt(
            record,
            new RecordingPolicy(policy.current().of(caller.tenant())).basis(record.terms().basis()))
        .json(address, clock.instant());
  }
}
