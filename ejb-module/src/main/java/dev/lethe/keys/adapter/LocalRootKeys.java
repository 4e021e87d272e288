package dev.lethe.keys.adapter;

import dev.lethe.keys.model.AesGcmKey;
import dev.lethe.keys.model.AssociatedData;
import dev.lethe.keys.model.RootKeys;
import dev.lethe.keys.model.WrappedKey;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.TenantId;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/**
 * Root keys made here, wrapped by the master key and kept in a table. The clear root key lives for
 * the time of one call.
 */
final class LocalRootKeys implements RootKeys {

  private final AesGcmKey master;
  private final RootKeyTable table;

  LocalRootKeys(AesGcmKey master, RootKeyTable table) {
    this.master = master;
    this.table = table;
  }

  @Override
  public WrappedKey wrap(TenantId tenant, byte[] key, byte[] associatedData) {
    RootKeyTable.Row row = table.newest(tenant).orElseGet(() -> make(tenant));
    try (AesGcmKey root = open(tenant, row)) {
      return new WrappedKey(row.version(), root.wrap(key, associatedData));
    } catch (GeneralSecurityException e) {
      throw new LetheException(ProblemCode.KEYS_UNAVAILABLE);
    }
  }

  @Override
  public byte[] unwrap(TenantId tenant, WrappedKey wrapped, byte[] associatedData) {
    RootKeyTable.Row row =
        table
            .find(tenant, wrapped.rootVersion())
            .orElseThrow(() -> new LetheException(ProblemCode.KEYS_UNAVAILABLE));
    try (AesGcmKey root = open(tenant, row)) {
      return root.unwrap(wrapped.bytes(), associatedData);
    } catch (GeneralSecurityException e) {
      throw new LetheException(ProblemCode.KEYS_UNAVAILABLE);
    }
  }

  /** Whether the master key opens the tenant's root keys. */
  boolean fits(TenantId tenant) {
    try {
      table.newest(tenant).ifPresent(row -> openChecked(tenant, row).close());
      return true;
    } catch (LetheException e) {
      return false;
    }
  }

  private AesGcmKey openChecked(TenantId tenant, RootKeyTable.Row row) {
    try {
      return open(tenant, row);
    } catch (GeneralSecurityException e) {
      throw new LetheException(ProblemCode.KEYS_UNAVAILABLE);
    }
  }

  private RootKeyTable.Row make(TenantId tenant) {
    byte[] key = AesGcmKey.random();
    try {
      return table.insertFirst(tenant, master.wrap(key, binding(tenant, RootKeyTable.FIRST)));
    } catch (GeneralSecurityException e) {
      throw new LetheException(ProblemCode.KEYS_UNAVAILABLE);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private AesGcmKey open(TenantId tenant, RootKeyTable.Row row) throws GeneralSecurityException {
    byte[] key = master.unwrap(row.wrapped(), binding(tenant, row.version()));
    try {
      return new AesGcmKey(key);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static byte[] binding(TenantId tenant, int version) {
    return AssociatedData.of("lethe-root-key", tenant.value(), Integer.toString(version));
  }
}
