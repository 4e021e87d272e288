package dev.lethe.keys.adapter;

import dev.lethe.keys.model.EpochVault;
import dev.lethe.keys.model.KeyProvider;
import dev.lethe.keys.model.RootKey;
import dev.lethe.keys.model.RootKeyVault;
import dev.lethe.keys.model.RootKeys;
import dev.lethe.keys.model.TenantKeys;
import dev.lethe.keys.model.WrappedKey;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.Sql;
import dev.lethe.tenancy.model.TenantDatabase;
import dev.lethe.tenancy.model.TenantId;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Root keys of each tenant by the provider that has them. Nothing is kept in memory: whether the
 * key is revoked, and which version is the newest, is read from the vault for each call.
 *
 * <p>Wrapping holds an advisory lock of the tenant, shared, until its transaction ends; rotating
 * and destroying take it alone. So no version is destroyed while a key that it has just wrapped is
 * on its way into the vault.
 */
final class TenantRootKeys implements RootKeys, TenantKeys {

  private final KeyProviders providers;
  private final RootKeyVault vault;
  private final EpochVault epochs;
  private final RootKeyTable table;
  private final TenantDatabase database;
  private final Clock clock;

  TenantRootKeys(
      KeyProviders providers,
      RootKeyVault vault,
      EpochVault epochs,
      TenantDatabase database,
      Clock clock) {
    this.providers = providers;
    this.vault = vault;
    this.epochs = epochs;
    this.table = new RootKeyTable(database);
    this.database = database;
    this.clock = clock;
  }

  @Override
  public WrappedKey wrap(TenantId tenant, byte[] key, byte[] associatedData) {
    requireEnabled(tenant);
    table.holdShared(tenant);
    RootKey root = newest(tenant).orElseGet(() -> make(tenant, 1));
    return new WrappedKey(root.version(), providers.of(root).wrap(root, key, associatedData));
  }

  @Override
  public byte[] unwrap(TenantId tenant, WrappedKey wrapped, byte[] associatedData) {
    requireEnabled(tenant);
    RootKey root =
        version(tenant, wrapped.rootVersion())
            .orElseThrow(() -> new LetheException(ProblemCode.KEYS_UNAVAILABLE));
    return providers.of(root).unwrap(root, wrapped.bytes(), associatedData);
  }

  private void requireEnabled(TenantId tenant) {
    if (revokedAt(tenant).isPresent()) {
      throw new LetheException(ProblemCode.TENANT_KEY_REVOKED);
    }
  }

  private RootKey make(TenantId tenant, int version) {
    KeyProviders.Choice choice = providers.chosen(tenant);
    table.insertTenant(tenant);
    RootKey made =
        new RootKey(
            tenant,
            version,
            choice.provider(),
            providers.named(choice.provider()).create(tenant, version, choice.keyName()),
            clock.instant());
    try {
      if (vault.create(made)) {
        return made;
      }
      // another server was first
      providers.of(made).destroy(made);
      return vault.root(tenant, version).orElseThrow(TenantRootKeys::unavailable);
    } catch (IOException e) {
      throw unavailable();
    }
  }

  private Optional<RootKey> newest(TenantId tenant) {
    List<RootKey> roots = roots(tenant);
    return roots.isEmpty() ? Optional.empty() : Optional.of(roots.get(roots.size() - 1));
  }

  /** The versions of a tenant's key, wherever they are, oldest first. */
  List<RootKey> roots(TenantId tenant) {
    try {
      List<RootKey> roots = vault.roots(tenant);
      return roots.isEmpty() && adopt(tenant) ? vault.roots(tenant) : roots;
    } catch (IOException e) {
      throw unavailable();
    }
  }

  /** The provider of a root key, if that is a keystore of this installation. */
  Optional<LocalKeys> local(RootKey root) {
    return providers.local(root);
  }

  private Optional<RootKey> version(TenantId tenant, int version) {
    try {
      Optional<RootKey> root = vault.root(tenant, version);
      return root.isEmpty() && vault.roots(tenant).isEmpty() && adopt(tenant)
          ? vault.root(tenant, version)
          : root;
    } catch (IOException e) {
      throw unavailable();
    }
  }

  /** Takes over the root keys that the database had before there was a vault for them. */
  private boolean adopt(TenantId tenant) throws IOException {
    List<RootKey> before = table.before(tenant);
    for (RootKey root : before) {
      vault.create(root);
    }
    return !before.isEmpty();
  }

  @Override
  public Status status(TenantId tenant) {
    Map<Integer, Long> wraps = wraps(tenant);
    List<RootKey> roots = roots(tenant);
    List<Version> versions = new ArrayList<>();
    for (RootKey root : roots) {
      versions.add(
          new Version(
              root.version(),
              providers.of(root).kind(),
              root.createdAt(),
              wraps.getOrDefault(root.version(), 0L)));
    }
    return new Status(provider(tenant), versions, revokedAt(tenant), isMoving(tenant));
  }

  @Override
  public boolean isUnfinished(TenantId tenant) {
    return roots(tenant).size() > 1 || isMoving(tenant);
  }

  @Override
  public boolean isMoving(TenantId tenant) {
    String chosen = providers.chosen(tenant).provider();
    return newest(tenant).filter(root -> !root.provider().equals(chosen)).isPresent();
  }

  /** How many keys each version wraps. */
  private Map<Integer, Long> wraps(TenantId tenant) {
    Map<Integer, Long> wraps = new HashMap<>(table.wrappedItself(tenant));
    try {
      for (String epoch : epochs.epochs(tenant, Instant.MAX)) {
        epochs.find(tenant, epoch).ifPresent(key -> wraps.merge(key.rootVersion(), 1L, Long::sum));
      }
      vault.pseudonymKey(tenant).ifPresent(key -> wraps.merge(key.rootVersion(), 1L, Long::sum));
    } catch (IOException e) {
      throw unavailable();
    }
    return wraps;
  }

  @Override
  public KeyProvider.Kind provider(TenantId tenant) {
    return newest(tenant)
        .map(root -> providers.of(root).kind())
        .orElseGet(() -> providers.named(providers.chosen(tenant).provider()).kind());
  }

  @Override
  public Optional<Instant> revokedAt(TenantId tenant) {
    try {
      return vault.revokedAt(tenant);
    } catch (IOException e) {
      throw unavailable();
    }
  }

  @Override
  public int rotate(TenantId tenant) {
    requireEnabled(tenant);
    table.holdAlone(tenant);
    return make(tenant, newest(tenant).map(RootKey::version).orElse(0) + 1).version();
  }

  @Override
  public Rewrapped rewrap(TenantId tenant, int limit) {
    requireEnabled(tenant);
    table.holdShared(tenant);
    int newest = newest(tenant).map(RootKey::version).orElse(0);
    try {
      int done = rewrapPseudonyms(tenant, newest);
      for (String epoch : epochs.epochs(tenant, Instant.MAX)) {
        if (done == limit) {
          break;
        }
        Optional<WrappedKey> key = epochs.find(tenant, epoch);
        if (key.isPresent() && key.get().rootVersion() < newest && rewrapEpoch(tenant, epoch)) {
          done++;
        }
      }
      return new Rewrapped(newest, done);
    } catch (IOException e) {
      throw unavailable();
    }
  }

  private int rewrapPseudonyms(TenantId tenant, int newest) throws IOException {
    Optional<WrappedKey> key = vault.pseudonymKey(tenant);
    if (key.isEmpty() || key.get().rootVersion() >= newest) {
      return 0;
    }
    vault.replacePseudonymKey(
        tenant, rewrapped(tenant, key.get(), KeyedPseudonyms.binding(tenant), Optional.empty()));
    return 1;
  }

  /**
   * Only an epoch that is open, and stays so until the transaction ends: so none is destroyed while
   * it is put back. One that is closed is destroyed soon anyway.
   */
  private boolean rewrapEpoch(TenantId tenant, String epoch) throws IOException {
    Optional<String> commitment = heldOpen(tenant, epoch);
    // only now: what was read before it was held may be gone
    Optional<WrappedKey> key = epochs.find(tenant, epoch);
    if (commitment.isEmpty() || key.isEmpty()) {
      return false;
    }
    epochs.replace(
        tenant,
        epoch,
        rewrapped(tenant, key.get(), EpochTables.binding(tenant, epoch), commitment));
    return true;
  }

  private Optional<String> heldOpen(TenantId tenant, String epoch) {
    return database.with(
        tenant,
        connection ->
            Sql.first(
                connection,
                rows -> rows.getString(1),
                "select commitment from shred_epoch where tenant_id = ? and id = ?"
                    + " and closed_at is null for update skip locked",
                tenant.value(),
                epoch));
  }

  private WrappedKey rewrapped(
      TenantId tenant, WrappedKey old, byte[] binding, Optional<String> commitment) {
    byte[] key = unwrap(tenant, old, binding);
    try {
      commitment.ifPresent(committed -> Commitment.require(committed, key, binding));
      return wrap(tenant, key, binding);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  @Override
  public List<Integer> destroyUnused(TenantId tenant) {
    requireEnabled(tenant);
    table.holdAlone(tenant);
    List<RootKey> roots = roots(tenant);
    Set<Integer> used = wraps(tenant).keySet();
    List<Integer> destroyed = new ArrayList<>();
    for (RootKey root : roots.subList(0, Math.max(0, roots.size() - 1))) {
      if (!used.contains(root.version())) {
        destroy(root);
        destroyed.add(root.version());
      }
    }
    return destroyed;
  }

  private void destroy(RootKey root) {
    providers.of(root).destroy(root);
    try {
      vault.destroy(root.tenant(), root.version());
      table.forget(root.tenant(), root.version());
    } catch (IOException e) {
      throw unavailable();
    }
  }

  @Override
  public boolean revoke(TenantId tenant) {
    try {
      return vault.revoke(tenant, clock.instant());
    } catch (IOException e) {
      throw unavailable();
    }
  }

  @Override
  public boolean enable(TenantId tenant) {
    try {
      return vault.enable(tenant);
    } catch (IOException e) {
      throw unavailable();
    }
  }

  private static LetheException unavailable() {
    return new LetheException(ProblemCode.KEYS_UNAVAILABLE);
  }
}
