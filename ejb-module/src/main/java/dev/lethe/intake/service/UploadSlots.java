package dev.lethe.intake.service;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.intake.model.ContentDigest;
import dev.lethe.intake.model.DirectSlot;
import dev.lethe.intake.model.DocumentStores;
import dev.lethe.intake.model.ObjectName;
import dev.lethe.intake.model.SealedDocument;
import dev.lethe.intake.model.Slot;
import dev.lethe.intake.model.SlotLedger;
import dev.lethe.intake.model.SlotToken;
import dev.lethe.intake.model.UploadSlot;
import dev.lethe.intake.model.WriteOnce;
import dev.lethe.keys.model.DataKeys;
import dev.lethe.keys.model.ReceiverKeys;
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
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
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
  @Inject ReceiverKeys receivers;
  @Inject DocumentStores stores;
  @Inject PolicyService policy;
  @Inject PolicyGuard guard;
  @Inject Transactions transactions;
  @Inject Event<AuditEvent> audit;
  @Inject Clock clock;

  @Override
  public UploadSlot open(Caller caller) {
    IntakeLimits limits = limits(caller);
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

  private IntakeLimits limits(Caller caller) {
    PolicyBundle bundle = policy.current().of(caller.tenant());
    bundle.require(caller, Permission.SUBMIT);
    guard.requireApproved();
    return bundle.intake();
  }

  @Override
  public DirectSlot openDirect(Caller caller, long bytes) {
    IntakeLimits limits = limits(caller);
    if (bytes > limits.maxBytes()) {
      throw new LetheException(ProblemCode.TOO_LARGE);
    }
    ObjectName object = ObjectName.random();
    long sent = bytes + ReceiverKeys.OVERHEAD;
    WriteOnce request =
        stores
            .lasting()
            .writeOnce(caller.tenant(), object, sent, limits.slotLife())
            .orElseThrow(() -> new LetheException(ProblemCode.NOT_FOUND));
    ReceiverKeys.Pair pair = receivers.make();
    UploadSlot slot = await(caller, limits, object, sent, pair.privateKey());
    return new DirectSlot(slot, request, sent, pair.publicKey());
  }

  private UploadSlot await(
      Caller caller, IntakeLimits limits, ObjectName object, long bytes, byte[] privateKey) {
    SlotToken token = SlotToken.random();
    String id = SlotToken.randomId();
    Instant now = clock.instant();
    DataKeys.FreshKey key = sealing().key(caller.tenant(), id);
    byte[] receiver = sealed(key, privateKey);
    Slot slot =
        new Slot(
            caller.tenant(),
            id,
            caller.actor(),
            Slot.State.AWAITED,
            limits.maxBytes(),
            now.plus(limits.slotLife()),
            Optional.of(
                new SealedDocument(
                    object.value(),
                    key.id(),
                    bytes,
                    "application/octet-stream",
                    SealedDocument.Place.STORE)),
            false);
    transactions.inNewTransaction(
        () -> {
          ledger.await(slot, token.sha256(), receiver, now);
          fire(slot, "slot.opened", slot.actor(), Map.of());
          return slot;
        });
    return new UploadSlot(token.value(), slot.expiresAt(), slot.maxBytes());
  }

  private static byte[] sealed(DataKeys.FreshKey key, byte[] privateKey) {
    ByteArrayOutputStream sealed = new ByteArrayOutputStream();
    try (OutputStream sealing = key.sealing(sealed)) {
      sealing.write(privateKey);
    } catch (IOException e) {
      throw new LetheException(ProblemCode.KEYS_UNAVAILABLE);
    } finally {
      Arrays.fill(privateKey, (byte) 0);
    }
    return sealed.toByteArray();
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
    requireArrived(slot);
    consume(slot, caller.actor(), job, token);
    SealedDocument content = slot.content().orElseThrow();
    try (InputStream clear = clear(slot, content)) {
      return sealing().seal(slot.tenant(), job, clear, slot.maxBytes(), place);
    } catch (IOException e) {
      throw new LetheException(ProblemCode.PROCESSING_FAILED);
    } finally {
      destroy(slot, caller.actor(), "consumed");
    }
  }

  /** Whoever writes to the store tells nobody when it is done. */
  private void requireArrived(Slot slot) {
    if (slot.state() == Slot.State.AWAITED
        && !slot.isOver(clock.instant())
        && atStore(slot, slot.content().orElseThrow()).isEmpty()) {
      throw new LetheException(ProblemCode.SLOT_EMPTY);
    }
  }

  private InputStream clear(Slot slot, SealedDocument content) {
    return slot.state() == Slot.State.AWAITED
        ? new ByteArrayInputStream(received(slot, content))
        : sealing().open(slot.tenant(), content);
  }

  /** What was encrypted to the slot's key, of which the store never had the private half. */
  private byte[] received(Slot slot, SealedDocument content) {
    byte[] message =
        atStore(slot, content).orElseThrow(() -> new LetheException(ProblemCode.SOURCE_GONE));
    byte[] receiver =
        transactions
            .inNewTransaction(() -> ledger.receiver(slot))
            .orElseThrow(() -> new LetheException(ProblemCode.SOURCE_GONE));
    byte[] privateKey = opened(slot, content, receiver);
    try {
      return receivers.open(privateKey, message);
    } finally {
      Arrays.fill(privateKey, (byte) 0);
    }
  }

  private byte[] opened(Slot slot, SealedDocument content, byte[] receiver) {
    try (InputStream key =
        keys.opening(slot.tenant(), content.keyId(), new ByteArrayInputStream(receiver))) {
      return key.readAllBytes();
    } catch (IOException e) {
      throw new LetheException(ProblemCode.KEYS_UNAVAILABLE);
    }
  }

  /** The signature allows one length; whatever else lies there is not read. */
  private Optional<byte[]> atStore(Slot slot, SealedDocument content) {
    try {
      Optional<InputStream> stored =
          stores.lasting().open(slot.tenant(), new ObjectName(content.object()));
      if (stored.isEmpty()) {
        return Optional.empty();
      }
      try (InputStream bytes = stored.get()) {
        byte[] message = bytes.readNBytes((int) content.bytes() + 1);
        if (message.length != content.bytes()) {
          throw new LetheException(ProblemCode.DOCUMENT_UNREADABLE);
        }
        return Optional.of(message);
      }
    } catch (IOException e) {
      throw new LetheException(ProblemCode.CAPACITY);
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
