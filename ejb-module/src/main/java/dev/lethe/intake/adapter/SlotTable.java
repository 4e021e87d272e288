package dev.lethe.intake.adapter;

import dev.lethe.intake.model.SealedDocument;
import dev.lethe.intake.model.Slot;
import dev.lethe.intake.model.SlotLedger;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.Sql;
import dev.lethe.tenancy.model.TenantDatabase;
import dev.lethe.tenancy.model.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Upload slots in the database. Every step is one conditional update, which decides races. */
@ApplicationScoped
public class SlotTable implements SlotLedger {

  private static final String COLUMNS =
      "id, actor, state, max_bytes, expires_at, object_id, data_key_id, bytes, media_type,"
          + " destroyed_at is not null";
  private static final String USABLE = " and destroyed_at is null and expires_at > ?";

  @Inject TenantDatabase database;

  /** For the container. */
  public SlotTable() {}

  SlotTable(TenantDatabase database) {
    this.database = database;
  }

  @Override
  public void open(Slot slot, byte[] tokenSha256, Instant now) {
    database.with(
        slot.tenant(),
        connection -> {
          addTenant(connection, slot.tenant(), now);
          return update(
              connection,
              "insert into upload_slot (token_hash, id, tenant_id, actor, state, max_bytes,"
                  + " created_at, expires_at) values (?, ?, ?, ?, ?, ?, ?, ?)",
              tokenSha256,
              slot.id(),
              slot.tenant().value(),
              slot.actor().value(),
              slot.state().name(),
              slot.maxBytes(),
              at(now),
              at(slot.expiresAt()));
        });
  }

  @Override
  public void await(Slot slot, byte[] tokenSha256, byte[] receiver, Instant now) {
    SealedDocument content = slot.content().orElseThrow();
    database.with(
        slot.tenant(),
        connection -> {
          addTenant(connection, slot.tenant(), now);
          return update(
              connection,
              "insert into upload_slot (token_hash, id, tenant_id, actor, state, max_bytes,"
                  + " created_at, expires_at, object_id, data_key_id, bytes, media_type, receiver)"
                  + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
              tokenSha256,
              slot.id(),
              slot.tenant().value(),
              slot.actor().value(),
              slot.state().name(),
              slot.maxBytes(),
              at(now),
              at(slot.expiresAt()),
              content.object(),
              content.keyId(),
              content.bytes(),
              content.mediaType(),
              receiver);
        });
  }

  @Override
  public Optional<byte[]> receiver(Slot slot) {
    return database.with(
        slot.tenant(),
        connection ->
            Sql.first(
                    connection,
                    rows -> Optional.ofNullable(rows.getBytes(1)),
                    "select receiver from upload_slot where id = ?",
                    slot.id())
                .flatMap(receiver -> receiver));
  }

  private static void addTenant(Connection connection, TenantId tenant, Instant now)
      throws SQLException {
    update(
        connection,
        "insert into tenant (id, created_at) values (?, ?) on conflict do nothing",
        tenant.value(),
        at(now));
  }

  @Override
  public Optional<Slot> find(byte[] tokenSha256) {
    return owner(tokenSha256).flatMap(owner -> find(owner, tokenSha256));
  }

  private Optional<TenantId> owner(byte[] tokenSha256) {
    return database.withoutTenant(
        connection -> {
          try (PreparedStatement select =
              prepare(connection, "select tenant from find_upload_slot(?)", tokenSha256)) {
            ResultSet rows = select.executeQuery();
            return rows.next() ? Optional.of(new TenantId(rows.getString(1))) : Optional.empty();
          }
        });
  }

  private Optional<Slot> find(TenantId tenant, byte[] tokenSha256) {
    return database.with(
        tenant,
        connection ->
            slots(
                    connection,
                    tenant,
                    "select " + COLUMNS + " from upload_slot where token_hash = ?",
                    tokenSha256)
                .stream()
                .findFirst());
  }

  @Override
  public boolean beginFilling(Slot slot, Instant now) {
    return step(
        slot, "set state = 'FILLING' where id = ? and state = 'OPEN'" + USABLE, slot.id(), at(now));
  }

  @Override
  public void reopen(Slot slot) {
    step(slot, "set state = 'OPEN' where id = ? and state = 'FILLING'", slot.id());
  }

  @Override
  public boolean filled(Slot slot, SealedDocument content, Instant now) {
    return step(
        slot,
        "set state = 'FILLED', filled_at = ?, object_id = ?, data_key_id = ?, bytes = ?,"
            + " media_type = ? where id = ? and state = 'FILLING'"
            + USABLE,
        at(now),
        content.object(),
        content.keyId(),
        content.bytes(),
        content.mediaType(),
        slot.id(),
        at(now));
  }

  @Override
  public boolean consume(Slot slot, String job, Instant now) {
    return step(
        slot,
        "set state = 'CONSUMED', consumed_at = ?, job_id = ? where id = ? and state in ('FILLED', 'AWAITED')"
            + USABLE,
        at(now),
        job,
        slot.id(),
        at(now));
  }

  @Override
  public Optional<String> job(Slot slot) {
    return database.with(
        slot.tenant(),
        connection ->
            Sql.first(
                    connection,
                    rows -> Optional.ofNullable(rows.getString(1)),
                    "select job_id from upload_slot where id = ?",
                    slot.id())
                .flatMap(job -> job));
  }

  @Override
  public boolean destroyed(Slot slot, Instant now) {
    return step(
        slot, "set destroyed_at = ? where id = ? and destroyed_at is null", at(now), slot.id());
  }

  @Override
  public List<Slot> expired(TenantId tenant, Instant now, int limit) {
    return database.with(
        tenant,
        connection ->
            slots(
                connection,
                tenant,
                "select "
                    + COLUMNS
                    + " from upload_slot where tenant_id = ? and destroyed_at is null"
                    + " and expires_at <= ? order by expires_at, id limit ?",
                tenant.value(),
                at(now),
                limit));
  }

  @Override
  public int expireAll(TenantId tenant, Instant now) {
    return database.with(
        tenant,
        connection ->
            update(
                connection,
                "update upload_slot set expires_at = ? where tenant_id = ?"
                    + " and state <> 'CONSUMED' and expires_at > ?",
                at(now),
                tenant.value(),
                at(now)));
  }

  @Override
  public int forget(TenantId tenant, Instant before) {
    return database.with(
        tenant,
        connection ->
            update(
                connection,
                "delete from upload_slot where tenant_id = ? and destroyed_at < ?",
                tenant.value(),
                at(before)));
  }

  private boolean step(Slot slot, String change, Object... values) {
    return database.with(
        slot.tenant(),
        connection -> update(connection, "update upload_slot " + change, values) == 1);
  }

  private static int update(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, values)) {
      return statement.executeUpdate();
    }
  }

  private static List<Slot> slots(
      Connection connection, TenantId tenant, String sql, Object... values) throws SQLException {
    List<Slot> slots = new ArrayList<>();
    try (PreparedStatement select = prepare(connection, sql, values);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        slots.add(slot(tenant, rows));
      }
    }
    return slots;
  }

  private static PreparedStatement prepare(Connection connection, String sql, Object... values)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  private static Slot slot(TenantId tenant, ResultSet rows) throws SQLException {
    return new Slot(
        tenant,
        rows.getString(1),
        new ActorId(rows.getString(2)),
        Slot.State.valueOf(rows.getString(3)),
        rows.getLong(4),
        rows.getObject(5, OffsetDateTime.class).toInstant(),
        content(rows),
        rows.getBoolean(10));
  }

  private static Optional<SealedDocument> content(ResultSet rows) throws SQLException {
    String object = rows.getString(6);
    return object == null
        ? Optional.empty()
        : Optional.of(
            new SealedDocument(
                object,
                rows.getString(7),
                rows.getLong(8),
                rows.getString(9),
                SealedDocument.Place.STORE));
  }

  private static OffsetDateTime at(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
