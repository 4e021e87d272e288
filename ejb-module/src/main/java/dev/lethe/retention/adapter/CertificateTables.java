package dev.lethe.retention.adapter;

import dev.lethe.retention.model.CertificateFilter;
import dev.lethe.retention.model.CertificateId;
import dev.lethe.retention.model.CertificateLedger;
import dev.lethe.retention.model.DeletionCertificate;
import dev.lethe.tenancy.model.Sql;
import dev.lethe.tenancy.model.TenantDatabase;
import dev.lethe.tenancy.model.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Receipts that wait for their signature, and certificates. */
@ApplicationScoped
public class CertificateTables implements CertificateLedger {

  @Inject TenantDatabase database;

  /** For the container. */
  public CertificateTables() {}

  CertificateTables(TenantDatabase database) {
    this.database = database;
  }

  @Override
  public List<Unsigned> take(TenantId tenant, Collection<String> jobs) {
    return take(
        tenant,
        "job_id = any (?) order by receipt_id for update",
        (Object) jobs.toArray(String[]::new));
  }

  @Override
  public List<Unsigned> take(TenantId tenant, int limit) {
    return take(tenant, "true order by noted_at limit ? for update skip locked", limit);
  }

  private List<Unsigned> take(TenantId tenant, String which, Object value) {
    return database.with(
        tenant,
        connection ->
            Sql.list(
                connection,
                CertificateTables::unsigned,
                "with taken as (delete from certificate_pending where tenant_id = ?"
                    + " and receipt_id in (select receipt_id from certificate_pending"
                    + " where tenant_id = ? and "
                    + which
                    + ") returning receipt_id) select "
                    + ReceiptRow.COLUMNS
                    + " from deletion_receipt r join taken t on t.receipt_id = r.id"
                    + " where r.tenant_id = ?",
                tenant.value(),
                tenant.value(),
                value,
                tenant.value()));
  }

  @Override
  public Optional<Unsigned> take(TenantId tenant, CertificateId id) {
    return database.with(
        tenant,
        connection -> {
          Sql.update(
              connection,
              "delete from certificate_pending where tenant_id = ? and receipt_id = ?",
              tenant.value(),
              id.value());
          return Sql.first(
              connection,
              CertificateTables::unsigned,
              "select "
                  + ReceiptRow.COLUMNS
                  + " from deletion_receipt r where r.tenant_id = ? and r.id = ?",
              tenant.value(),
              id.value());
        });
  }

  private static Unsigned unsigned(ResultSet rows) throws SQLException {
    return new Unsigned(ReceiptRow.of(rows), rows.getInt("objects_left"));
  }

  @Override
  public void keep(TenantId tenant, Collection<DeletionCertificate> certificates) {
    database.with(
        tenant,
        connection ->
            Sql.update(
                connection,
                "insert into deletion_certificate (tenant_id, id, job_id, signer, signed_at, jws)"
                    + " select ?, id, job_id, signer, signed_at::timestamptz, jws"
                    + " from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[])"
                    + " c (id, job_id, signer, signed_at, jws) on conflict do nothing",
                tenant.value(),
                column(certificates, one -> one.id().value()),
                column(certificates, DeletionCertificate::job),
                column(certificates, DeletionCertificate::signer),
                column(certificates, one -> one.signedAt().toString()),
                column(certificates, DeletionCertificate::jws)));
  }

  private static String[] column(
      Collection<DeletionCertificate> rows, Function<DeletionCertificate, String> value) {
    return rows.stream().map(value).toArray(String[]::new);
  }

  @Override
  public Optional<DeletionCertificate> find(TenantId tenant, CertificateId id) {
    return database.with(
        tenant,
        connection ->
            Sql.first(
                connection,
                rows ->
                    new DeletionCertificate(
                        id,
                        rows.getString("job_id"),
                        rows.getString("signer"),
                        Sql.instant(rows, "signed_at"),
                        rows.getString("jws")),
                "select job_id, signer, signed_at, jws from deletion_certificate"
                    + " where tenant_id = ? and id = ?",
                tenant.value(),
                id.value()));
  }

  @Override
  public List<String> epochs(TenantId tenant, CertificateId id) {
    return database.with(
        tenant,
        connection ->
            Sql.list(
                connection,
                rows -> rows.getString(1),
                "select e ->> 'id' from deletion_receipt r,"
                    + " jsonb_array_elements(coalesce(r.details -> 'epochs', '[]')) e"
                    + " where r.tenant_id = ? and r.id = ? order by 1",
                tenant.value(),
                id.value()));
  }

  @Override
  public List<Listed> list(TenantId tenant, CertificateFilter filter, int offset, int limit) {
    List<Object> values = new ArrayList<>(List.of(tenant.value()));
    StringBuilder where = new StringBuilder();
    restrict(where, values, " and r.job_id = ?", filter.job());
    restrict(where, values, " and r.trigger = ?", filter.trigger());
    restrict(where, values, " and r.deleted_at >= ?", filter.from());
    restrict(where, values, " and r.deleted_at < ?", filter.until());
    values.add(offset);
    values.add(limit);
    return database.with(
        tenant,
        connection ->
            Sql.list(
                connection,
                CertificateTables::listed,
                "select "
                    + ReceiptRow.COLUMNS
                    + ", c.signer, c.signed_at, c.jws from (select * from deletion_receipt r"
                    + " where r.tenant_id = ?"
                    + where
                    + " order by r.deleted_at desc, r.id offset ? limit ?) r"
                    + " left join deletion_certificate c"
                    + " on c.tenant_id = r.tenant_id and c.id = r.id"
                    + " order by r.deleted_at desc, r.id",
                values.toArray()));
  }

  private static void restrict(
      StringBuilder where, List<Object> values, String condition, Optional<?> value) {
    value.ifPresent(
        given -> {
          where.append(condition);
          values.add(given);
        });
  }

  private static Listed listed(ResultSet rows) throws SQLException {
    Optional<String> jws = Optional.ofNullable(rows.getString("jws"));
    return new Listed(
        ReceiptRow.of(rows),
        jws.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new DeletionCertificate(
                    new CertificateId(rows.getString("id")),
                    rows.getString("job_id"),
                    rows.getString("signer"),
                    Sql.instant(rows, "signed_at"),
                    jws.get())));
  }
}
