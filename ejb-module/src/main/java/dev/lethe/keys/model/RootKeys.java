package dev.lethe.keys.model;

import dev.lethe.tenancy.model.TenantId;

/**
 * The tenants' root keys, wherever they are: a local keystore, an HSM or a customer's key service.
 * Only wrapping and unwrapping are asked of it, because a root key need not be able to leave.
 */
public interface RootKeys {

  /**
   * Wraps a data key under the tenant's current root key, which is made on first use.
   *
   * @param associatedData bound into the wrapping; unwrapping needs the same
   * @throws dev.lethe.problem.model.LetheException {@code keys-unavailable}
   */
  WrappedKey wrap(TenantId tenant, byte[] key, byte[] associatedData);

  /**
   * The data key in clear, to be zeroed by the caller after use.
   *
   * @throws dev.lethe.problem.model.LetheException {@code keys-unavailable} if the root key cannot
   *     be had or does not fit, or anything was changed
   */
  byte[] unwrap(TenantId tenant, WrappedKey wrapped, byte[] associatedData);
}
