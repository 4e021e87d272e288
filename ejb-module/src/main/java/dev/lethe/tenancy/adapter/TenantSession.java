package dev.lethe.tenancy.adapter;

import dev.lethe.tenancy.model.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;

/**
 * The only way to the database. Names the tenant for the running transaction, which row-level
 * security then holds every statement to; without it a statement finds nothing.
 */
@ApplicationScoped
public class TenantSession {

  @PersistenceContext(unitName = "lethe")
  private EntityManager entities;

  /** For the container. */
  public TenantSession() {}

  /** For use without a container. */
  public TenantSession(EntityManager entities) {
    this.entities = entities;
  }

  /**
   * Binds the running transaction to a tenant.
   *
   * @throws IllegalStateException without a transaction, or when it is bound to another tenant:
   *     what the first left in the persistence context must not be found by the second
   */
  public EntityManager enter(TenantId tenant) {
    requireTransaction();
    Object before =
        entities
            .createNativeQuery("select current_setting('lethe.tenant', true)", String.class)
            .getSingleResultOrNull();
    if (tenant.value().equals(before)) {
      return entities;
    }
    if (before instanceof String other && !other.isEmpty()) {
      throw new IllegalStateException("the transaction belongs to another tenant");
    }
    entities
        .createNativeQuery("select set_config('lethe.tenant', :tenant, true)", String.class)
        .setParameter("tenant", tenant.value())
        .getSingleResult();
    return entities;
  }

  /** The same for what adds rows: sees that the tenant is known, which others refer to. */
  public EntityManager enterToAdd(TenantId tenant, Instant now) {
    enter(tenant);
    entities
        .createNativeQuery(
            "insert into tenant (id, created_at) values (:id, :now) on conflict do nothing")
        .setParameter("id", tenant.value())
        .setParameter("now", now)
        .executeUpdate();
    return entities;
  }

  /**
   * For the functions of the database that look across tenants and answer with ids only; any other
   * statement finds nothing.
   */
  public EntityManager withoutTenant() {
    requireTransaction();
    return entities;
  }

  private void requireTransaction() {
    if (!entities.isJoinedToTransaction()) {
      throw new IllegalStateException("needs a transaction");
    }
  }
}
