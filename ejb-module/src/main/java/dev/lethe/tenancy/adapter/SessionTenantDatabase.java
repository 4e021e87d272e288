package dev.lethe.tenancy.adapter;

import dev.lethe.tenancy.model.TenantDatabase;
import dev.lethe.tenancy.model.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * Takes the connection of the persistence context, so that entities and plain statements share one
 * connection and one transaction.
 */
@ApplicationScoped
@Transactional
public class SessionTenantDatabase implements TenantDatabase {

  @Inject TenantSession session;

  @Override
  public <T extends @Nullable Object> T with(TenantId tenant, Work<T> work) {
    return run(session.enter(tenant), work);
  }

  @Override
  public <T extends @Nullable Object> T withoutTenant(Work<T> work) {
    return run(session.withoutTenant(), work);
  }

  private static <T extends @Nullable Object> T run(EntityManager entities, Work<T> work) {
    return entities
        .unwrap(Session.class)
        .doReturningWork(
            connection -> {
              try {
                return work.on(connection);
              } catch (SQLException e) {
                throw new DatabaseFailure(e);
              }
            });
  }
}
