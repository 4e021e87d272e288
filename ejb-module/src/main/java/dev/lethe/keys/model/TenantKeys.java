package dev.lethe.keys.model;

import dev.lethe.tenancy.model.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The versions of a tenant's root key, and whether it may be used. What {@link RootKeys} wraps and
 * unwraps by them is asked of their provider each time, so that all here takes effect with the next
 * call, on every server.
 */
public interface TenantKeys {

  /**
   * A version.
   *
   * @param wraps how many epoch keys and other keys it still wraps
   */
  record Version(int version, KeyProvider.Kind provider, Instant createdAt, long wraps) {}

  /**
   * How a tenant's key is.
   *
   * @param provider that the newest version has, or the first one will have
   * @param versions that are not destroyed, oldest first; none before the first use
   * @param moving whether the settings name another provider than the newest version has
   */
  record Status(
      KeyProvider.Kind provider,
      List<Version> versions,
      Optional<Instant> revokedAt,
      boolean moving) {
    public Status {
      versions = List.copyOf(versions);
    }

    /** Whether something is wrapped by another version than the newest. */
    public boolean isRotating() {
      return versions.size() > 1;
    }

    /** {@code active}, {@code rotating} or {@code revoked}. */
    public String state() {
      if (revokedAt.isPresent()) {
        return "revoked";
      }
      return isRotating() ? "rotating" : "active";
    }
  }

  /**
   * What was wrapped anew.
   *
   * @param version of the root key that wraps it now
   * @param keys how many; less than was asked for when no more can be done now
   */
  record Rewrapped(int version, int keys) {}

  Status status(TenantId tenant);

  /** Whether a rotation or a move to another provider is not done; cheaper than the status. */
  boolean isUnfinished(TenantId tenant);

  /** Whether the settings name another provider than the newest version has. */
  boolean isMoving(TenantId tenant);

  /** What has the tenant's key; cheaper than the whole status. */
  KeyProvider.Kind provider(TenantId tenant);

  Optional<Instant> revokedAt(TenantId tenant);

  /**
   * Makes a new version, which wraps from now on. Joins the running transaction.
   *
   * @return its number
   */
  int rotate(TenantId tenant);

  /**
   * Wraps what older versions wrap by the newest. Joins the running transaction, which holds what
   * is wrapped anew until it ends.
   */
  Rewrapped rewrap(TenantId tenant, int limit);

  /**
   * Destroys the versions that wrap nothing any more, but for the newest. Joins the running
   * transaction.
   *
   * @return their numbers
   */
  List<Integer> destroyUnused(TenantId tenant);

  /**
   * Refuses every use of the tenant's key from now on.
   *
   * @return false if it was so before
   */
  boolean revoke(TenantId tenant);

  /**
   * @return false if it was not revoked
   */
  boolean enable(TenantId tenant);
}
