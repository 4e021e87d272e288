package dev.lethe.keys.adapter;

import dev.lethe.keys.model.WrappedKey;
import dev.lethe.tenancy.model.Sql;
import dev.lethe.tenancy.model.TenantDatabase;
import dev.lethe.tenancy.model.TenantId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The wrapped data keys. What is deleted here is destroyed. */
final class DataKeyTable {

  private static final String COLUMNS =
      "id, job_id, artefact, scheme, tenant_key_version, wrapped, epoch_id, commitment";

  private final TenantDatabase database;

  DataKeyTable(TenantDatabase database) {
    this.database = database;
  }

  /**
   * A wrapped data key with what it is bound to.
   *
   * @param scheme how content is sealed with it
   * @param epoch whose key wraps it; empty for a key from before, which the root key wraps
   * @param commitment to the key, if an epoch's key wraps it
   */
  record Row(
      String keyId,
      String job,
      String artefact,
      Scheme scheme,
      WrappedKey wrapped,
      Optional<String> epoch,
      Optional<String> commitment) {

    /** A key that is about to be wrapped. */
    static Row fresh(String keyId, String job, String artefact, Scheme scheme, String epoch) {
      return new Row(
          keyId,
          job,
          artefact,
          scheme,
          new WrappedKey(BY_EPOCH, new byte[0]),
          Optional.of(epoch),
          Optional.empty());
    }

    Row wrapped(byte[] bytes, String committed) {
      return new Row(
          keyId,
          job,
          artefact,
          scheme,
          new WrappedKey(BY_EPOCH, bytes),
          epoch,
          Optional.of(committed));
    }

    /** The same key in another epoch. */
    Row in(String other) {
      return new Row(keyId, job, artefact, scheme, wrapped, Optional.of(other), commitment);
    }
  }

  /** Stands for the version of a root key where none wraps the key itself. */
  private static final int BY_EPOCH = 0;

  void insert(TenantId tenant, Row row) {
    database.with(
        tenant,
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "insert into data_key (tenant_id, id, job_id, artefact, scheme,"
                      + " tenant_key_version, wrapped, epoch_id, commitment)"
                      + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, tenant.value());
            insert.setString(2, row.keyId());
            insert.setString(3, row.job());
            insert.setString(4, row.artefact());
            insert.setString(5, row.scheme().name());
            insert.setInt(6, row.wrapped().rootVersion());
            insert.setBytes(7, row.wrapped().bytes());
            insert.setString(8, row.epoch().orElseThrow());
            insert.setString(9, row.commitment().orElseThrow());
            return insert.executeUpdate();
          }
        });
  }

  Optional<Row> find(TenantId tenant, String keyId) {
    return database.with(
        tenant,
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "select " + COLUMNS + " from data_key where tenant_id = ? and id = ?")) {
            select.setString(1, tenant.value());
            select.setString(2, keyId);
            try (ResultSet rows = select.executeQuery()) {
              return rows.next() ? Optional.of(row(rows)) : Optional.empty();
            }
          }
        });
  }

  /** Deletes the keys of pairs of job and artefact; ids by job. */
  Map<String, List<String>> delete(TenantId tenant, String[] jobs, String[] artefacts) {
    Map<String, List<String>> deleted = new HashMap<>();
    database.with(
        tenant,
        connection ->
            Sql.list(
                connection,
                rows ->
                    deleted
                        .computeIfAbsent(rows.getString(1), job -> new ArrayList<>())
                        .add(rows.getString(2)),
                "delete from data_key k using unnest(?::text[], ?::text[]) o (job_id, artefact)"
                    + " where k.tenant_id = ? and k.job_id = o.job_id"
                    + " and k.artefact = o.artefact returning k.job_id, k.id",
                jobs,
                artefacts,
                tenant.value()));
    return deleted;
  }

  /** Ids of the keys of pairs of job and artefact that are there. */
  Set<String> remaining(TenantId tenant, String[] jobs, String[] artefacts) {
    return database.with(
        tenant,
        connection ->
            Sql.texts(
                connection,
                "select k.id from data_key k join unnest(?::text[], ?::text[]) o (job_id,"
                    + " artefact) on k.job_id = o.job_id and k.artefact = o.artefact"
                    + " where k.tenant_id = ?",
                jobs,
                artefacts,
                tenant.value()));
  }

  /** Keys of an epoch that nobody else holds, held until the transaction ends. */
  List<Row> inEpoch(TenantId tenant, String epoch, int limit) {
    return database.with(
        tenant,
        connection ->
            Sql.list(
                connection,
                DataKeyTable::row,
                "select "
                    + COLUMNS
                    + " from data_key where tenant_id = ? and epoch_id = ? order by id limit ?"
                    + " for update skip locked",
                tenant.value(),
                epoch,
                limit));
  }

  void rewrap(TenantId tenant, String keyId, String epoch, byte[] wrapped) {
    database.with(
        tenant,
        connection ->
            Sql.update(
                connection,
                "update data_key set epoch_id = ?, wrapped = ? where tenant_id = ? and id = ?",
                epoch,
                wrapped,
                tenant.value(),
                keyId));
  }

  private static Row row(ResultSet rows) throws SQLException {
    return new Row(
        rows.getString("id"),
        rows.getString("job_id"),
        rows.getString("artefact"),
        Scheme.valueOf(rows.getString("scheme")),
        new WrappedKey(rows.getInt("tenant_key_version"), rows.getBytes("wrapped")),
        Optional.ofNullable(rows.getString("epoch_id")),
        Optional.ofNullable(rows.getString("commitment")));
  }
}
