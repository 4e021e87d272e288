package dev.lethe.keys.adapter;

import dev.lethe.keys.adapter.MasterKeys.Wrapping;
import dev.lethe.keys.model.MasterKeyRotation;
import dev.lethe.keys.model.RootKey;
import dev.lethe.keys.model.RootKeyVault;
import dev.lethe.keys.model.TenantDirectory;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.TenantDatabase;
import dev.lethe.tenancy.model.TenantId;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The root keys that the master key wraps. They lie in the vault; what the database and writes that
 * were cut off have of them goes when they are wrapped anew.
 */
final class LocalRootKeys implements MasterKeyRotation {

  /** A write takes less, whatever the clocks of servers that share the vault are apart. */
  private static final Duration WRITE = Duration.ofMinutes(1);

  private final MasterKeys masters;
  private final TenantRootKeys roots;
  private final RootKeyVault vault;
  private final RootKeyTable table;
  private final TenantDirectory directory;
  private final Clock clock;

  LocalRootKeys(
      MasterKeys masters,
      TenantRootKeys roots,
      RootKeyVault vault,
      TenantDatabase database,
      TenantDirectory directory,
      Clock clock) {
    this.masters = masters;
    this.roots = roots;
    this.vault = vault;
    this.table = new RootKeyTable(database);
    this.directory = directory;
    this.clock = clock;
  }

  /**
   * @throws IllegalStateException if no master key that is here opens a stored root key; the text
   *     says whether it is another key's or damaged
   */
  void requireOpen() {
    for (TenantId tenant : tenants()) {
      readable(tenant).forEach(this::requireOpen);
    }
  }

  private void requireOpen(RootKey root) {
    String foreign = foreign(root.tenant());
    String damaged = damaged(root.tenant());
    switch (wrapping(root)) {
      case FOREIGN -> throw new IllegalStateException(foreign);
      case DAMAGED -> throw new IllegalStateException(damaged);
      case UNKNOWN -> throw new IllegalStateException(foreign + "; or else " + damaged);
      case PRESENT, FORMER -> {}
    }
  }

  /** Also those that are in the vault alone. */
  private Set<TenantId> tenants() {
    try {
      Set<TenantId> tenants = new HashSet<>(vault.tenants());
      tenants.addAll(directory.tenants());
      return tenants;
    } catch (IOException e) {
      throw new LetheException(ProblemCode.KEYS_UNAVAILABLE);
    }
  }

  private List<RootKey> readable(TenantId tenant) {
    try {
      return roots.roots(tenant);
    } catch (LetheException e) {
      throw new IllegalStateException(damaged(tenant) + " or cannot be read");
    }
  }

  private String foreign(TenantId tenant) {
    String whose = " the master key that wraps the root keys of " + tenant.value();
    return hasPrevious()
        ? "neither %s nor %s holds"
                .formatted(KeySettings.MASTER_KEY, KeySettings.PREVIOUS_MASTER_KEY)
            + whose
        : "%s does not hold".formatted(KeySettings.MASTER_KEY)
            + whose
            + "; after a rotation "
            + KeySettings.PREVIOUS_MASTER_KEY
            + " names the former one until nothing is wrapped by it any more";
  }

  private static String damaged(TenantId tenant) {
    return "a root key of " + tenant.value() + " in lethe.epoch.dir is damaged";
  }

  @Override
  public boolean hasPrevious() {
    return masters.hasPrevious();
  }

  @Override
  public List<TenantId> unfinished() {
    return tenants().stream().filter(this::isUnfinished).toList();
  }

  private boolean isUnfinished(TenantId tenant) {
    try {
      return roots.roots(tenant).stream().anyMatch(root -> wrapping(root) != Wrapping.PRESENT)
          || !table.before(tenant).isEmpty()
          || vault.hasLeftovers(tenant, Instant.MAX);
    } catch (IOException | LetheException e) {
      // what cannot be read cannot be said to be done
      return true;
    }
  }

  /** A root key that is elsewhere needs no master key. */
  private Wrapping wrapping(RootKey root) {
    return roots.local(root).map(local -> local.wrapping(root)).orElse(Wrapping.PRESENT);
  }

  @Override
  public Progress rewrap(TenantId tenant) {
    table.holdAlone(tenant);
    int rewrapped = 0;
    int unopened = 0;
    try {
      for (RootKey root : roots.roots(tenant)) {
        switch (wrapping(root)) {
          case PRESENT -> {}
          case FORMER -> {
            vault.replace(rewrapped(root));
            rewrapped++;
          }
          case FOREIGN, DAMAGED, UNKNOWN -> unopened++;
        }
      }
      if (unopened == 0) {
        // until then the database may have the only copy that opens
        forgetRows(tenant);
      }
      vault.destroyLeftovers(tenant, clock.instant().minus(WRITE));
      return new Progress(rewrapped, unopened);
    } catch (IOException e) {
      throw new LetheException(ProblemCode.KEYS_UNAVAILABLE);
    }
  }

  private RootKey rewrapped(RootKey root) {
    return roots.local(root).orElseThrow().rewrapped(root);
  }

  private void forgetRows(TenantId tenant) {
    for (RootKey row : table.before(tenant)) {
      table.forget(tenant, row.version());
    }
  }
}
