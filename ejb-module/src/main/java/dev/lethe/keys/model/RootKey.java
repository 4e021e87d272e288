package dev.lethe.keys.model;

import dev.lethe.tenancy.model.TenantId;
import java.time.Instant;

/** A version of a tenant's root key, as it may be stored: where it is, never what it is. */
public final class RootKey {

  private final TenantId tenant;
  private final int version;
  private final String provider;
  private final byte[] reference;
  private final Instant createdAt;

  /**
   * @param version counts from 1
   * @param provider name of the provider that has it
   * @param reference by which the provider finds it: a wrapped key, a label, a name and version
   */
  public RootKey(
      TenantId tenant, int version, String provider, byte[] reference, Instant createdAt) {
    if (version < 1) {
      throw new IllegalArgumentException("versions count from 1");
    }
    this.tenant = tenant;
    this.version = version;
    this.provider = provider;
    this.reference = reference.clone();
    this.createdAt = createdAt;
  }

  public TenantId tenant() {
    return tenant;
  }

  public int version() {
    return version;
  }

  public String provider() {
    return provider;
  }

  public byte[] reference() {
    return reference.clone();
  }

  public Instant createdAt() {
    return createdAt;
  }
}
