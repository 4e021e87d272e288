package dev.lethe.intake.service;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.intake.model.ContentDigest;
import dev.lethe.intake.model.DocumentStores;
import dev.lethe.intake.model.SealedDocument;
import dev.lethe.intake.model.Slot;
import dev.lethe.intake.model.SlotLedger;
import dev.lethe.intake.model.SlotToken;
import dev.lethe.intake.model.UploadSlot;
import dev.lethe.keys.model.DataKeys;
import dev.lethe.policy.model.Permission;
import dev.lethe.policy.model.PolicyBundle;
import dev.lethe.policy.model.PolicyBundle.IntakeLimits;
import dev.lethe.policy.service.PolicyGuard;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.tenancy.model.Transactions;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Upload slots: opened by a submitter, filled once by whoever has the token, taken once by a job of
 * the same tenant. No transaction is held while bytes come.
 */
@Stateless
@Local({UploadService.class, SlotContents.class, SlotClosing.class})
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class UploadSlots implements UploadService, SlotContents, SlotClosing {

  /** How long it is remembered that a slot was used or expired. */
  private static final Duration MEMORY = Duration.ofDays(1);

  @Inject SlotLedger ledger;
  @Inject DataKeys keys;
  @Inject DocumentStores stores;
  @Inject PolicyService policy;
  @Inject PolicyGuard guard;
  @Inject Transactions transactions;
  @Inject Event<AuditEvent> audit;
  @Inject Clock clock;

  @Override
  public UploadSlot open(Caller caller) {
    PolicyBundle bundle = policy.current().of(caller.tenant());
    bundle.require(caller, Permission.SUBMIT);
    guard.requireApproved();
    IntakeLimits limits = bundle.intake();
    SlotToken token = SlotToken.random();
    Instant now = clock.instant();
    Slot slot =
        new Slot(
            caller.tenant(),
            SlotToken.randomId(),
            caller.actor(),
            Slot.State.OPEN,
            limits.maxBytes(),
            now.plus(limits.slotLife()),
            Optional.empty(),
            false);
    transactions.inNewTransaction(
        () -> {
          ledger.open(slot, token.sha256(), now);
          fire(slot, "slot.opened", slot.actor(), Map.of());
          return slot;
        });
    return new UploadSlot(token.value(), slot.expiresAt(), slot.maxBytes());
  }

  @Override
  public void fill(String token, InputStream content, Optional<String> contentDigest) {
    Slot slot = find(token);
    Optional<ContentDigest> digest = contentDigest.map(ContentDigest::parse);
    if (!transactions.inNewTransaction(() -> ledger.beginFilling(slot, clock.instant()))) {
      throw refusal(find(token), ProblemCode.SLOT_USED);
    }
    InputStream checked = digest.map(promised -> promised.checking(content)).orElse(content);
    keep(slot, sealOrReopen(slot, checked));
  }

  private SealedDocument sealOrReopen(Slot slot, InputStream content) {
    try {
      return sealing()
          .seal(slot.tenant(), slot.id(), content, slot.maxBytes(), SealedDocument.Place.STORE);
    } catch (RuntimeException | Error e) {
      transactions.inNewTransaction(
          () -> {
            ledger.reopen(slot);
            return slot;
          });
      throw e;
    }
  }

  private void keep(Slot slot, SealedDocument content) {
    boolean kept =
        transactions.inNewTransaction(
            () -> {
              boolean filled = ledger.filled(slot, content, clock.instant());
              if (filled) {
                fire(slot, "slot.filled", slot.actor(), facts(content));
              }
              return filled;
            });
    if (!kept) {
      sealing().discard(slot.tenant(), slot.id(), content);
      throw new LetheException(ProblemCode.SLOT_EXPIRED);
    }
  }

  private static Map<String, String> facts(SealedDocument content) {
    return Map.of("media_type", content.mediaType(), "bytes", Long.toString(content.bytes()));
  }

  @Override
  public SealedDocument take(Caller caller, String job, String token, SealedDocument.Place place) {
    Slot slot = find(token);
    if (!slot.tenant().equals(caller.tenant())) {
      throw new LetheException(ProblemCode.NOT_FOUND);
    }
    consume(slot, caller.actor(), job, token);
    SealedDocument content = slot.content().orElseThrow();
    try (InputStream clear = sealing().open(slot.tenant(), content)) {
      return sealing().seal(slot.tenant(), job, clear, slot.maxBytes(), place);
    } catch (IOException e) {
      throw new LetheException(ProblemCode.PROCESSING_FAILED);
    } finally {
      destroy(slot, caller.actor(), "consumed");
    }
  }

  private void consume(Slot slot, ActorId actor, String job, String token) {
    boolean consumed =
        transactions.inNewTransaction(
            () -> {
              boolean first = ledger.consume(slot, job, clock.instant());
              if (first) {
                fire(slot, "slot.consumed", actor, Map.of("job", job));
              }
              return first;
            });
    if (!consumed) {
      throw refusal(find(token), ProblemCode.SLOT_EMPTY);
    }
  }

  @Override
  public Closed close(Caller caller, String token) {
    Slot slot = find(token);
    if (!slot.tenant().equals(caller.tenant())) {
      throw new LetheException(ProblemCode.NOT_FOUND);
    }
    if (slot.state() != Slot.State.CONSUMED) {
      destroy(slot, caller.actor(), "withdrawn");
    }
    // a job may have been first
    Slot closed = find(token);
    return new Closed(closed.id(), transactions.inNewTransaction(() -> ledger.job(closed)));
  }

  @Override
  public int destroyExpired(TenantId tenant, int limit) {
    List<Slot> expired =
        transactions.inNewTransaction(() -> ledger.expired(tenant, clock.instant(), limit));
    expired.forEach(slot -> destroy(slot, ActorId.SYSTEM, "expired"));
    transactions.inNewTransaction(() -> ledger.forget(tenant, clock.instant().minus(MEMORY)));
    return expired.size();
  }

  /** Keys first: from then on the content is unreadable, whatever becomes of the object. */
  private void destroy(Slot slot, ActorId actor, String why) {
    transactions.inNewTransaction(
        () -> {
          slot.content()
              .ifPresentOrElse(
                  content -> sealing().discard(slot.tenant(), slot.id(), content),
                  () -> sealing().discardKeys(slot.tenant(), slot.id()));
          if (ledger.destroyed(slot, clock.instant())) {
            fire(slot, "slot.destroyed", actor, Map.of("why", why));
          }
          return slot;
        });
  }

  private Slot find(String token) {
    return SlotToken.parse(token)
        .flatMap(parsed -> transactions.inNewTransaction(() -> ledger.find(parsed.sha256())))
        .orElseThrow(() -> new LetheException(ProblemCode.NOT_FOUND));
  }

  /** Why a step was not possible, as the slot is now. */
  private LetheException refusal(Slot slot, ProblemCode whenUnused) {
    if (slot.state() == Slot.State.CONSUMED) {
      return new LetheException(ProblemCode.SLOT_USED);
    }
    if (slot.isOver(clock.instant())) {
      return new LetheException(ProblemCode.SLOT_EXPIRED);
    }
    return new LetheException(whenUnused);
  }

  private void fire(Slot slot, String type, ActorId actor, Map<String, String> facts) {
    Map<String, String> all = new HashMap<>(facts);
    all.put("slot", slot.id());
    audit.fire(
        new AuditEvent(
            slot.tenant(), type, Optional.ofNullable(facts.get("job")), actor, "done", all));
  }

  private Sealing sealing() {
    return new Sealing(keys, stores);
  }
}
