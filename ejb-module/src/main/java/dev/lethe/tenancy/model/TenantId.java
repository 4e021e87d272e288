package dev.lethe.tenancy.model;

/** The tenant to whom everything belongs that is stored or done. */
public record TenantId(String value) {
  public TenantId {
    if (!value.matches("[a-z0-9][a-z0-9-]{0,39}")) {
      throw new IllegalArgumentException("not a tenant id");
    }
  }
}
