package dev.lethe.keys.adapter;

import dev.lethe.keys.model.TenantDirectory;
import dev.lethe.tenancy.model.Sql;
import dev.lethe.tenancy.model.TenantDatabase;
import dev.lethe.tenancy.model.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;

/** The tenants of the database, and its leases. */
@ApplicationScoped
public class TenantTable implements TenantDirectory {

  @Inject TenantDatabase database;

  @Override
  public List<TenantId> tenants() {
    return database.withoutTenant(
        connection ->
            Sql.list(
                connection,
                rows -> new TenantId(rows.getString(1)),
                "select tenant from list_tenants()"));
  }

  @Override
  public boolean takeLease(String name, String server, Duration lease) {
    return database
        .withoutTenant(
            connection ->
                Sql.first(
                    connection,
                    rows -> rows.getBoolean(1),
                    "select take_lease(?, ?, ?::interval)",
                    name,
                    server,
                    lease.toString()))
        .orElse(false);
  }
}
