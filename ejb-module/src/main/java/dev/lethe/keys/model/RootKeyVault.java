package dev.lethe.keys.model;

import dev.lethe.tenancy.model.TenantId;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps what leads to the root keys of tenants where no copy of the database has it: so a database
 * that is restored from before a rotation finds the keys of after it, and one from before a
 * revocation stays revoked. Every change is durable when the call returns, and seen by all servers.
 */
public interface RootKeyVault {

  /** The tenants that it has something of. */
  Set<TenantId> tenants() throws IOException;

  /** The versions that are there, oldest first. */
  List<RootKey> roots(TenantId tenant) throws IOException;

  Optional<RootKey> root(TenantId tenant, int version) throws IOException;

  /**
   * @return false if the version is there already; it is left as it is
   */
  boolean create(RootKey root) throws IOException;

  /**
   * Puts the same key, wrapped anew, in the place of what is there.
   *
   * @throws java.nio.file.NoSuchFileException if it is not there any more
   */
  void replace(RootKey root) throws IOException;

  /** Destroys a version; one that is not there counts as destroyed. */
  void destroy(TenantId tenant, int version) throws IOException;

  /** The key of the tenant's pseudonyms. */
  Optional<WrappedKey> pseudonymKey(TenantId tenant) throws IOException;

  /**
   * @return false if there is one already; it is left as it is
   */
  boolean createPseudonymKey(TenantId tenant, WrappedKey key) throws IOException;

  /** Puts the same key, wrapped anew, in the place of what is there. */
  void replacePseudonymKey(TenantId tenant, WrappedKey key) throws IOException;

  /** Whether there is something of writes that were cut off, and began before a time. */
  boolean hasLeftovers(TenantId tenant, Instant before) throws IOException;

  /** Destroys what is left of writes that were cut off, and began before a time. */
  void destroyLeftovers(TenantId tenant, Instant before) throws IOException;

  /** Since when the tenant's root key may not be used. */
  Optional<Instant> revokedAt(TenantId tenant) throws IOException;

  /**
   * @return false if it was revoked before
   */
  boolean revoke(TenantId tenant, Instant now) throws IOException;

  /**
   * @return false if it was not revoked
   */
  boolean enable(TenantId tenant) throws IOException;
}
