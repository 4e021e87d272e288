package dev.lethe.keys.adapter;

import dev.lethe.keys.model.AesGcmKey;
import dev.lethe.keys.model.AssociatedData;
import dev.lethe.keys.model.KeyProvider;
import dev.lethe.keys.model.RootKey;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.TenantId;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/**
 * Root keys made here and wrapped by the master key; the wrapped key is their reference. The clear
 * root key lives for the time of one call.
 */
final class LocalKeys implements KeyProvider {

  private final MasterKeys master;

  LocalKeys(MasterKeys master) {
    this.master = master;
  }

  @Override
  public Kind kind() {
    return Kind.LOCAL;
  }

  @Override
  public byte[] create(TenantId tenant, int version, String name) {
    byte[] key = AesGcmKey.random();
    try {
      return master.wrap(key, binding(tenant, version));
    } catch (GeneralSecurityException e) {
      throw new LetheException(ProblemCode.KEYS_UNAVAILABLE);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  @Override
  public byte[] wrap(RootKey root, byte[] key, byte[] associatedData) {
    try (AesGcmKey by = open(root)) {
      return by.wrap(key, associatedData);
    } catch (GeneralSecurityException e) {
      throw new LetheException(ProblemCode.KEYS_UNAVAILABLE);
    }
  }

  @Override
  public byte[] unwrap(RootKey root, byte[] wrapped, byte[] associatedData) {
    try (AesGcmKey by = open(root)) {
      return by.unwrap(wrapped, associatedData);
    } catch (GeneralSecurityException e) {
      throw new LetheException(ProblemCode.KEYS_UNAVAILABLE);
    }
  }

  /** Nothing to do: whoever keeps the reference destroys it. */
  @Override
  public void destroy(RootKey root) {}

  /** Nothing to do: the master keys were read at the start. */
  @Override
  public void check() {}

  MasterKeys.Wrapping wrapping(RootKey root) {
    return master.wrapping(root.reference(), binding(root.tenant(), root.version()));
  }

  /** The same root key, wrapped by the present master key. */
  RootKey rewrapped(RootKey root) {
    byte[] binding = binding(root.tenant(), root.version());
    byte[] key = new byte[0];
    try {
      key = master.unwrap(root.reference(), binding);
      return new RootKey(
          root.tenant(),
          root.version(),
          root.provider(),
          master.wrap(key, binding),
          root.createdAt());
    } catch (GeneralSecurityException e) {
      throw new LetheException(ProblemCode.KEYS_UNAVAILABLE);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private AesGcmKey open(RootKey root) throws GeneralSecurityException {
    byte[] key = master.unwrap(root.reference(), binding(root.tenant(), root.version()));
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
