package dev.lethe.tenancy.adapter;

import dev.lethe.tenancy.model.DatabaseGate;
import dev.lethe.tenancy.model.TenantId;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The only way to the database. Names the tenant for the running transaction, which row-level
 * security then holds every statement to; without it a statement finds nothing.
 */
@ApplicationScoped
public class TenantSession {

  /** That the transaction has seen its tenant to be known. */
  private static final String KNOWN = TenantSession.class.getName() + ".known";

  @PersistenceContext(unitName = "lethe")
  private EntityManager entities;

  @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
  private @Nullable TransactionSynchronizationRegistry transaction;

  /** Without a container nobody shuts it. */
  @Inject private @Nullable DatabaseGate gate;

  /** For the container. */
  public TenantSession() {}

  /** For use without a container. */
  public TenantSession(EntityManager entities) {
    this.entities = entities;
  }

  /** The same where somebody else keeps notes with transactions. */
  public TenantSession(EntityManager entities, TransactionSynchronizationRegistry transaction) {
    this.entities = entities;
    this.transaction = transaction;
  }

  /**
   * Binds the running transaction to a tenant.
   *
   * @throws dev.lethe.tenancy.model.TenantDatabase.DatabaseFailure as if it were away, while it may
   *     hold what has ended
   * @throws IllegalStateException without a transaction, or when it is bound to another tenant:
   *     what the first left in the persistence context must not be found by the second
   */
  public EntityManager enter(TenantId tenant) {
    requireTransaction();
    if (gate != null) {
      gate.require();
    }
    if (!tenant.equals(bound())) {
      bind(tenant);
    }
    return entities;
  }

  /** Once for each transaction: every step would pay for the question otherwise. */
  private void bind(TenantId tenant) {
    Object binding =
        entities
            .createNativeQuery(
                "select set_config('lethe.tenant', :tenant, true)"
                    + " where coalesce(current_setting('lethe.tenant', true), '') in ('', :tenant)",
                String.class)
            .setParameter("tenant", tenant.value())
            .getSingleResultOrNull();
    if (binding == null) {
      throw new IllegalStateException("the transaction belongs to another tenant");
    }
    remember(TenantSession.class, tenant);
  }

  private @Nullable Object bound() {
    return remembered(TenantSession.class);
  }

  /**
   * What was noted with the running transaction, and is forgotten with it; null also where no
   * container keeps notes, so it may only spare a question to the database.
   */
  public @Nullable Object remembered(Object key) {
    return transaction == null ? null : transaction.getResource(key);
  }

  public void remember(Object key, Object value) {
    if (transaction != null) {
      transaction.putResource(key, value);
    }
  }

  /** The same for what adds rows: sees that the tenant is known, which others refer to. */
  public EntityManager enterToAdd(TenantId tenant, Instant now) {
    enter(tenant);
    if (remembered(KNOWN) == null) {
      entities
          .createNativeQuery(
              "insert into tenant (id, created_at) values (:id, :now) on conflict do nothing")
          .setParameter("id", tenant.value())
          .setParameter("now", now)
          .executeUpdate();
      remember(KNOWN, true);
    }
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
