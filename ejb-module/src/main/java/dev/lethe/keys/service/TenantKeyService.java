package dev.lethe.keys.service;

import dev.lethe.keys.model.TenantKeys.Status;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.TenantId;
import java.time.Duration;
import java.util.List;

/**
 * The root key of a tenant. Who reads retention reads its status; policy says who rotates and
 * revokes ({@code manage_keys}).
 */
public interface TenantKeyService {

  Status status(Caller caller);

  /**
   * Makes a new version, which wraps from now on; {@link #goOn} wraps anew what older versions
   * wrap.
   *
   * @throws dev.lethe.problem.model.LetheException {@code tenant-key-revoked}, {@code
   *     key-provider-unavailable}
   */
  Status rotate(Caller caller);

  /** Refuses every use of the key from now on, on every server; done already is fine. */
  Status revoke(Caller caller);

  /** Allows the use of the key again; done already is fine. */
  Status enable(Caller caller);

  /**
   * Moves a tenant to the provider that the settings name, wraps anew what older versions of its
   * key wrap, and destroys those that wrap nothing any more. What fails is tried again next time.
   */
  void goOn(TenantId tenant);

  /**
   * Wraps by the present master key what the one before it still wraps, of all tenants. What fails
   * is tried again next time.
   *
   * @return whether there is one before it, and it wraps nothing any more
   */
  boolean goOnWithMasterKey();

  /** All tenants. */
  List<TenantId> tenants();

  /** Whether this server is the one that goes on with keys now. */
  boolean takeLease(String server, Duration lease);
}
