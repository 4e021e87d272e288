package dev.lethe.keys.adapter;

import dev.lethe.keys.model.AesGcmKey;
import dev.lethe.keys.model.AssociatedData;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.TenantId;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/** How a data key is wrapped by an epoch key: bound to its place, and committed to. */
final class DataKeyWrapping {

  private DataKeyWrapping() {}

  static byte[] wrap(TenantId tenant, DataKeyTable.Row row, byte[] key, AesGcmKey epochKey) {
    try {
      return epochKey.wrap(key, binding(tenant, row, row.epoch().orElseThrow()));
    } catch (GeneralSecurityException e) {
      throw new LetheException(ProblemCode.KEYS_UNAVAILABLE);
    }
  }

  /**
   * The key in clear, to be zeroed by the caller.
   *
   * @throws LetheException {@code keys-unavailable} if anything was changed, or the key is another
   *     than the one that was committed to
   */
  static byte[] unwrap(TenantId tenant, DataKeyTable.Row row, AesGcmKey epochKey) {
    byte[] key = opened(tenant, row, epochKey);
    try {
      Commitment.require(row.commitment().orElseThrow(), key, place(tenant, row));
    } catch (LetheException e) {
      Arrays.fill(key, (byte) 0);
      throw e;
    }
    return key;
  }

  private static byte[] opened(TenantId tenant, DataKeyTable.Row row, AesGcmKey epochKey) {
    try {
      return epochKey.unwrap(
          row.wrapped().bytes(), binding(tenant, row, row.epoch().orElseThrow()));
    } catch (GeneralSecurityException e) {
      throw new LetheException(ProblemCode.KEYS_UNAVAILABLE);
    }
  }

  /** What a key belongs to, whatever wraps it. */
  static byte[] place(TenantId tenant, DataKeyTable.Row row) {
    return AssociatedData.of(
        "lethe-data-key",
        tenant.value(),
        row.job(),
        row.artefact(),
        row.keyId(),
        row.scheme().name());
  }

  private static byte[] binding(TenantId tenant, DataKeyTable.Row row, String epoch) {
    return AssociatedData.of(
        "lethe-data-key",
        tenant.value(),
        row.job(),
        row.artefact(),
        row.keyId(),
        row.scheme().name(),
        epoch);
  }
}
