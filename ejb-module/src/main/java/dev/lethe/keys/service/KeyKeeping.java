package dev.lethe.keys.service;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.keys.model.MasterKeyRotation;
import dev.lethe.keys.model.MasterKeyRotation.Progress;
import dev.lethe.keys.model.TenantDirectory;
import dev.lethe.keys.model.TenantKeys;
import dev.lethe.keys.model.TenantKeys.Rewrapped;
import dev.lethe.keys.model.TenantKeys.Status;
import dev.lethe.policy.model.Permission;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.problem.model.LetheException;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.DatabaseGate;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.tenancy.model.Transactions;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Each step in a transaction with its event. What is wrapped anew lies in the vault when its chunk
 * ends, so a run that is cut off goes on where it was.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class KeyKeeping implements TenantKeyService {

  private static final Logger LOG = Logger.getLogger(KeyKeeping.class.getName());
  private static final int CHUNK = 100;
  private static final String LEASE = "tenant-keys";

  @Inject TenantKeys keys;
  @Inject MasterKeyRotation rotation;
  @Inject TenantDirectory directory;
  @Inject PolicyService policy;
  @Inject Transactions transactions;
  @Inject DatabaseGate gate;
  @Inject Event<AuditEvent> audit;

  @Override
  public Status status(Caller caller) {
    require(caller, Permission.READ_RETENTION);
    return transactions.inNewTransaction(() -> keys.status(caller.tenant()));
  }

  @Override
  public Status rotate(Caller caller) {
    require(caller, Permission.MANAGE_KEYS);
    return transactions.inNewTransaction(
        () -> {
          rotate(caller.tenant(), caller.actor());
          return keys.status(caller.tenant());
        });
  }

  private void rotate(TenantId tenant, ActorId actor) {
    int version = keys.rotate(tenant);
    fire(
        tenant,
        actor,
        "rootkey.rotated",
        "rotated",
        Map.of("version", Integer.toString(version), "provider", keys.provider(tenant).word()));
  }

  @Override
  public Status revoke(Caller caller) {
    require(caller, Permission.MANAGE_KEYS);
    return transactions.inNewTransaction(
        () -> {
          if (keys.revoke(caller.tenant())) {
            fire(caller.tenant(), caller.actor(), "rootkey.revoked", "revoked", Map.of());
          }
          return keys.status(caller.tenant());
        });
  }

  @Override
  public Status enable(Caller caller) {
    require(caller, Permission.MANAGE_KEYS);
    return transactions.inNewTransaction(
        () -> {
          if (keys.enable(caller.tenant())) {
            fire(caller.tenant(), caller.actor(), "rootkey.enabled", "enabled", Map.of());
          }
          return keys.status(caller.tenant());
        });
  }

  @Override
  public void goOn(TenantId tenant) {
    try {
      if (keys.revokedAt(tenant).isEmpty() && keys.isUnfinished(tenant)) {
        transactions.inNewTransaction(() -> move(tenant));
        rewrap(tenant);
      }
    } catch (LetheException e) {
      LOG.log(
          Level.WARNING,
          "the keys of {0} are not wrapped anew now: {1}",
          new Object[] {tenant.value(), e.code().code()});
    }
  }

  private boolean move(TenantId tenant) {
    boolean moving = keys.isMoving(tenant);
    if (moving) {
      rotate(tenant, ActorId.SYSTEM);
    }
    return moving;
  }

  private void rewrap(TenantId tenant) {
    int done = CHUNK;
    while (done == CHUNK) {
      done = transactions.inNewTransaction(() -> rewrapChunk(tenant));
    }
    List<Integer> destroyed = transactions.inNewTransaction(() -> destroyUnused(tenant));
    if (!destroyed.isEmpty()) {
      LOG.log(
          Level.INFO,
          "versions {0} of the root key of {1} are destroyed",
          new Object[] {destroyed, tenant.value()});
    }
  }

  private int rewrapChunk(TenantId tenant) {
    Rewrapped done = keys.rewrap(tenant, CHUNK);
    if (done.keys() > 0) {
      fire(
          tenant,
          ActorId.SYSTEM,
          "rootkey.rewrapped",
          "rewrapped",
          Map.of(
              "version", Integer.toString(done.version()), "keys", Integer.toString(done.keys())));
    }
    return done.keys();
  }

  private List<Integer> destroyUnused(TenantId tenant) {
    List<Integer> destroyed = keys.destroyUnused(tenant);
    for (int version : destroyed) {
      fire(
          tenant,
          ActorId.SYSTEM,
          "rootkey.destroyed",
          "destroyed",
          Map.of("version", Integer.toString(version)));
    }
    return destroyed;
  }

  @Override
  public boolean goOnWithMasterKey() {
    rotation.unfinished().forEach(this::rewrapRoots);
    return rotation.hasPrevious() && rotation.unfinished().isEmpty();
  }

  private void rewrapRoots(TenantId tenant) {
    try {
      Progress done = transactions.inNewTransaction(() -> rotation.rewrap(tenant));
      if (done.rewrapped() > 0 || done.unopened() > 0) {
        LOG.log(
            done.unopened() > 0 ? Level.WARNING : Level.INFO,
            "{0} versions of the root key of {1} are wrapped by the present master key now,"
                + " {2} cannot be opened",
            new Object[] {done.rewrapped(), tenant.value(), done.unopened()});
      }
    } catch (LetheException e) {
      LOG.log(
          Level.WARNING,
          "the root key of {0} is not wrapped anew now: {1}",
          new Object[] {tenant.value(), e.code().code()});
    }
  }

  @Override
  public List<TenantId> tenants() {
    return directory.tenants();
  }

  @Override
  public boolean takeLease(String server, Duration lease) {
    return gate.isOpen()
        && transactions.inNewTransaction(() -> directory.takeLease(LEASE, server, lease));
  }

  private void require(Caller caller, Permission permission) {
    policy.current().of(caller.tenant()).require(caller, permission);
  }

  private void fire(
      TenantId tenant, ActorId actor, String type, String outcome, Map<String, String> facts) {
    audit.fire(new AuditEvent(tenant, type, Optional.empty(), actor, outcome, facts));
  }
}
