package dev.lethe.intake.model;

import dev.lethe.tenancy.model.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Keeps sealed content. What it is given is encrypted already; it never sees a document. */
public interface DocumentStore {

  /**
   * Keeps the stream's bytes under the id, replacing nothing.
   *
   * @throws IOException also when the id is taken
   */
  void put(TenantId tenant, String object, InputStream sealed) throws IOException;

  /** The sealed bytes, or empty if there are none. */
  Optional<InputStream> open(TenantId tenant, String object) throws IOException;

  /** Removes it; absent already is fine. Returns whether something was removed. */
  boolean delete(TenantId tenant, String object) throws IOException;

  boolean exists(TenantId tenant, String object);
}
