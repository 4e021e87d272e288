package dev.lethe.keys.adapter;

import dev.lethe.keys.model.AesGcmKey;
import dev.lethe.keys.model.AssociatedData;
import dev.lethe.keys.model.DataKeys.Owner;
import dev.lethe.keys.model.EpochVault;
import dev.lethe.keys.model.KeyLifetimes;
import dev.lethe.keys.model.RootKeys;
import dev.lethe.keys.model.ShredEpochs;
import dev.lethe.keys.model.WrappedKey;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.Sql;
import dev.lethe.tenancy.model.TenantDatabase;
import dev.lethe.tenancy.model.TenantId;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Epochs in the database, their keys in the vault. */
final class EpochTables implements ShredEpochs {

  /** For deletions around midnight, which would else have to be waited for. */
  static final Duration GRACE = Duration.ofMinutes(15);

  private static final String COLUMNS = "e.id, e.artefact, e.day, e.ends_at, e.destroyed_at, e.jws";

  private final RootKeys roots;
  private final EpochVault vault;
  private final TenantDatabase database;
  private final KeyLifetimes lifetimes;
  private final Clock clock;

  EpochTables(
      RootKeys roots,
      EpochVault vault,
      TenantDatabase database,
      KeyLifetimes lifetimes,
      Clock clock) {
    this.roots = roots;
    this.vault = vault;
    this.database = database;
    this.lifetimes = lifetimes;
    this.clock = clock;
  }

  /** The open epoch for a key of a job's artefact; it stays open until the transaction ends. */
  String forKey(TenantId tenant, String job, String artefact) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    LocalDate due =
        lifetimes
            .deleteAt(tenant, job, artefact)
            .map(deadline -> LocalDate.ofInstant(deadline, ZoneOffset.UTC))
            .filter(day -> day.isAfter(today))
            .orElse(today);
    return openEpoch(tenant, artefact, due).orElseGet(() -> make(tenant, artefact, due));
  }

  private Optional<String> openEpoch(TenantId tenant, String artefact, LocalDate day) {
    return database.with(
        tenant,
        connection ->
            Sql.first(
                connection,
                rows -> rows.getString(1),
                "select id from shred_epoch where tenant_id = ? and artefact = ? and day = ?"
                    + " and closed_at is null for share",
                tenant.value(),
                artefact,
                day));
  }

  private String make(TenantId tenant, String artefact, LocalDate day) {
    String id = "epoch_" + HexFormat.of().formatHex(Arrays.copyOf(AesGcmKey.random(), 16));
    byte[] key = AesGcmKey.random();
    try {
      vault.create(tenant, id, roots.wrap(tenant, key, binding(tenant, id)));
      if (insert(tenant, id, artefact, day, Commitment.of(key, binding(tenant, id))) == 0) {
        vault.destroy(tenant, id);
      }
    } catch (IOException e) {
      throw new LetheException(ProblemCode.KEYS_UNAVAILABLE);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
    // another server may have been first
    return openEpoch(tenant, artefact, day)
        .orElseThrow(() -> new LetheException(ProblemCode.KEYS_UNAVAILABLE));
  }

  private int insert(
      TenantId tenant, String id, String artefact, LocalDate day, String commitment) {
    return database.with(
        tenant,
        connection ->
            Sql.update(
                connection,
                "insert into shred_epoch (id, tenant_id, artefact, day, ends_at, commitment,"
                    + " created_at) values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                id,
                tenant.value(),
                artefact,
                day,
                day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().plus(GRACE),
                commitment,
                clock.instant()));
  }

  /**
   * The key of an epoch, to be closed by the caller; empty if it was destroyed.
   *
   * @throws LetheException {@code keys-unavailable} if it cannot be had or is not the one that the
   *     epoch was made with
   */
  Optional<AesGcmKey> key(TenantId tenant, String epoch) {
    Optional<WrappedKey> wrapped = wrapped(tenant, epoch);
    if (wrapped.isEmpty()) {
      return Optional.empty();
    }
    byte[] binding = binding(tenant, epoch);
    byte[] key = unwrap(tenant, epoch, wrapped.get());
    try {
      Commitment.require(commitment(tenant, epoch), key, binding);
      return Optional.of(new AesGcmKey(key));
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private byte[] unwrap(TenantId tenant, String epoch, WrappedKey wrapped) {
    try {
      return roots.unwrap(tenant, wrapped, binding(tenant, epoch));
    } catch (LetheException e) {
      // it may have been wrapped anew, and the version that it was read with destroyed
      Optional<WrappedKey> now = wrapped(tenant, epoch);
      if (now.isEmpty() || now.get().rootVersion() == wrapped.rootVersion()) {
        throw e;
      }
      return roots.unwrap(tenant, now.get(), binding(tenant, epoch));
    }
  }

  /**
   * The same for an epoch that must be there.
   *
   * @throws LetheException {@code keys-unavailable} if it is not
   */
  AesGcmKey keyNow(TenantId tenant, String epoch) {
    return key(tenant, epoch).orElseThrow(() -> new LetheException(ProblemCode.KEYS_UNAVAILABLE));
  }

  private Optional<WrappedKey> wrapped(TenantId tenant, String epoch) {
    try {
      return vault.find(tenant, epoch);
    } catch (IOException e) {
      throw new LetheException(ProblemCode.KEYS_UNAVAILABLE);
    }
  }

  private String commitment(TenantId tenant, String epoch) {
    return database
        .with(
            tenant,
            connection ->
                Sql.first(
                    connection,
                    rows -> rows.getString(1),
                    "select commitment from shred_epoch where tenant_id = ? and id = ?",
                    tenant.value(),
                    epoch))
        .orElseThrow(() -> new LetheException(ProblemCode.KEYS_UNAVAILABLE));
  }

  static byte[] binding(TenantId tenant, String epoch) {
    return AssociatedData.of("lethe-epoch-key", tenant.value(), epoch);
  }

  @Override
  public Map<String, List<Epoch>> of(TenantId tenant, Collection<Owner> owners) {
    Map<String, List<Epoch>> byJob = new HashMap<>();
    database.with(
        tenant,
        connection ->
            Sql.list(
                connection,
                rows ->
                    byJob
                        .computeIfAbsent(rows.getString("job_id"), job -> new ArrayList<>())
                        .add(epoch(rows)),
                "with held as (select k.job_id, k.epoch_id from data_key k"
                    + " join unnest(?::text[], ?::text[]) o (job_id, artefact)"
                    + " on k.job_id = o.job_id and k.artefact = o.artefact"
                    + " where k.tenant_id = ? for update of k) select distinct h.job_id, "
                    + COLUMNS
                    + " from held h join shred_epoch e on e.id = h.epoch_id order by h.job_id, e.id",
                owners.stream().map(Owner::job).toArray(String[]::new),
                owners.stream()
                    .map(owner -> owner.artefact().toLowerCase(Locale.ROOT))
                    .toArray(String[]::new),
                tenant.value()));
    return byJob;
  }

  @Override
  public Optional<Epoch> find(TenantId tenant, String id) {
    return database.with(
        tenant,
        connection ->
            Sql.first(
                connection,
                EpochTables::epoch,
                "select " + COLUMNS + " from shred_epoch e where e.tenant_id = ? and e.id = ?",
                tenant.value(),
                id));
  }

  @Override
  public List<Epoch> over(TenantId tenant, Instant now, int limit) {
    return database.with(
        tenant,
        connection ->
            Sql.list(
                connection,
                EpochTables::epoch,
                "select "
                    + COLUMNS
                    + " from shred_epoch e where e.tenant_id = ? and e.destroyed_at is null"
                    + " and e.ends_at <= ? and (e.next_attempt_at is null or e.next_attempt_at <= ?)"
                    + " order by e.ends_at, e.id limit ?",
                tenant.value(),
                now,
                now,
                limit));
  }

  private static Epoch epoch(ResultSet rows) throws SQLException {
    return new Epoch(
        rows.getString("id"),
        rows.getString("artefact"),
        rows.getObject("day", LocalDate.class),
        Sql.instant(rows, "ends_at"),
        Sql.optionalInstant(rows, "destroyed_at"),
        Optional.ofNullable(rows.getString("jws")));
  }

  @Override
  public void close(TenantId tenant, String epoch, Instant now) {
    update(
        tenant,
        "update shred_epoch set closed_at = ? where tenant_id = ? and id = ? and closed_at is null",
        now,
        tenant.value(),
        epoch);
  }

  @Override
  public int moveLive(TenantId tenant, String epoch, int limit) {
    List<DataKeyTable.Row> rows = new DataKeyTable(database).inEpoch(tenant, epoch, limit);
    if (!rows.isEmpty()) {
      try (AesGcmKey from = keyNow(tenant, epoch)) {
        rows.forEach(row -> move(tenant, row, from));
      }
    }
    return rows.size();
  }

  private void move(TenantId tenant, DataKeyTable.Row row, AesGcmKey from) {
    String to = forKey(tenant, row.job(), row.artefact());
    byte[] key = DataKeyWrapping.unwrap(tenant, row, from);
    try (AesGcmKey later = keyNow(tenant, to)) {
      new DataKeyTable(database)
          .rewrap(tenant, row.keyId(), to, DataKeyWrapping.wrap(tenant, row.in(to), key, later));
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  @Override
  public List<Owner> left(TenantId tenant, String epoch, int limit) {
    return new DataKeyTable(database)
        .inEpoch(tenant, epoch, limit).stream()
            .map(row -> new Owner(row.job(), row.artefact()))
            .toList();
  }

  @Override
  public long wraps(TenantId tenant, String epoch) {
    return database
        .with(
            tenant,
            connection ->
                Sql.first(
                    connection,
                    rows -> rows.getLong(1),
                    "select count(*) from data_key where tenant_id = ? and epoch_id = ?",
                    tenant.value(),
                    epoch))
        .orElse(0L);
  }

  @Override
  public void shred(TenantId tenant, String epoch) {
    try {
      vault.destroy(tenant, epoch);
      if (vault.find(tenant, epoch).isPresent()) {
        throw new LetheException(ProblemCode.KEYS_UNAVAILABLE);
      }
    } catch (IOException e) {
      throw new LetheException(ProblemCode.KEYS_UNAVAILABLE);
    }
  }

  @Override
  public void shredded(TenantId tenant, String epoch, Instant now, String jws) {
    update(
        tenant,
        "update shred_epoch set destroyed_at = ?, jws = ? where tenant_id = ? and id = ?"
            + " and destroyed_at is null",
        now,
        jws,
        tenant.value(),
        epoch);
  }

  @Override
  public void putOff(TenantId tenant, String epoch, Instant nextAttempt) {
    update(
        tenant,
        "update shred_epoch set next_attempt_at = ? where tenant_id = ? and id = ?"
            + " and destroyed_at is null",
        nextAttempt,
        tenant.value(),
        epoch);
  }

  @Override
  public int removeStrays(TenantId tenant, Instant before) {
    try {
      Set<String> strays = new HashSet<>(vault.epochs(tenant, before));
      strays.removeAll(
          database.with(
              tenant,
              connection ->
                  Sql.list(
                      connection,
                      rows -> rows.getString(1),
                      "select id from shred_epoch where tenant_id = ? and id = any (?)",
                      tenant.value(),
                      strays.toArray(String[]::new))));
      for (String stray : strays) {
        vault.destroy(tenant, stray);
      }
      return strays.size();
    } catch (IOException e) {
      throw new LetheException(ProblemCode.KEYS_UNAVAILABLE);
    }
  }

  private void update(TenantId tenant, String sql, Object... values) {
    database.with(tenant, connection -> Sql.update(connection, sql, values));
  }
}
