package dev.lethe.keys.model;

import dev.lethe.tenancy.model.TenantId;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps wrapped epoch keys where no copy of the database has them, and where what is destroyed is
 * gone: neither the database's backups nor its write-ahead log reach here.
 */
public interface EpochVault {

  /** Keeps a new epoch's key durably. */
  void create(TenantId tenant, String epoch, WrappedKey key) throws IOException;

  /**
   * Puts the same key, wrapped anew, in the place of what is there.
   *
   * @throws IOException also if there is none: what was destroyed does not come back
   */
  void replace(TenantId tenant, String epoch, WrappedKey key) throws IOException;

  /** Empty if it was destroyed or never was. */
  Optional<WrappedKey> find(TenantId tenant, String epoch) throws IOException;

  /** Destroys a key durably; one that is not there counts as destroyed. */
  void destroy(TenantId tenant, String epoch) throws IOException;

  /** All epochs that had a key before a time. */
  Set<String> epochs(TenantId tenant, Instant before) throws IOException;
}
