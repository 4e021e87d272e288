package dev.lethe.keys.model;

import dev.lethe.tenancy.model.TenantId;
import java.util.List;

/**
 * Wraps by the present master key what the one before it still wraps: the root keys of the local
 * keystore, and nothing else. They stay the same keys, so what they wrap is not touched, and
 * whether a tenant's key is revoked plays no part.
 */
public interface MasterKeyRotation {

  /**
   * What was done for a tenant.
   *
   * @param rewrapped how many versions of its root key
   * @param unopened how many no master key that is here opens; they are left as they are
   */
  record Progress(int rewrapped, int unopened) {}

  /** Whether the settings name a master key from before. */
  boolean hasPrevious();

  /**
   * The tenants of which something is not wrapped by the present master key; also such as the
   * database does not know (any more), since their keys may be asked for again.
   */
  List<TenantId> unfinished();

  /**
   * Wraps all of a tenant by the present master key. Joins the running transaction, which holds the
   * tenant's versions until it ends; what was wrapped anew stays so if that fails.
   */
  Progress rewrap(TenantId tenant);
}
