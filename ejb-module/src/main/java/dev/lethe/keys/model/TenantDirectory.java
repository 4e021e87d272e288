package dev.lethe.keys.model;

import dev.lethe.tenancy.model.TenantId;
import java.time.Duration;
import java.util.List;

/** Whose keys there are, and which server sees to them. */
public interface TenantDirectory {

  List<TenantId> tenants();

  /**
   * Takes or renews a lease; false while another holds it. Joins the running transaction.
   *
   * @param name what it is for
   */
  boolean takeLease(String name, String server, Duration lease);
}
