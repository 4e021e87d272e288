package dev.lethe.policy.adapter;

import dev.lethe.policy.model.PolicyDocument;
import dev.lethe.policy.model.PolicyFiles;
import dev.lethe.policy.model.PolicyLedger;
import dev.lethe.policy.model.PolicyProposal;
import dev.lethe.tenancy.model.Sql;
import dev.lethe.tenancy.model.TenantDatabase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ledger in the database, behind functions: the server's role has no right on its tables. */
@ApplicationScoped
public class PolicyLedgerTable implements PolicyLedger {

  @Inject TenantDatabase database;

  /** For the container. */
  public PolicyLedgerTable() {}

  PolicyLedgerTable(TenantDatabase database) {
    this.database = database;
  }

  @Override
  public Optional<String> inForce() {
    return database.withoutTenant(
        connection ->
            Sql.first(
                connection,
                rows -> rows.getString("sha256"),
                "select sha256 from policy_in_force()"));
  }

  @Override
  public Optional<Stored> find(String sha256) {
    return database.withoutTenant(
        connection ->
            Sql.first(
                connection,
                rows -> new Stored(files(rows.getString("files")), rows.getString("envelope")),
                "select files, envelope from read_policy(?)",
                sha256));
  }

  private static PolicyFiles files(String json) {
    Map<String, String> texts = new LinkedHashMap<>();
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      JsonObject files = reader.readObject();
      files.keySet().forEach(name -> texts.put(name, files.getString(name)));
    }
    return new PolicyFiles(texts);
  }

  @Override
  public List<PolicyProposal> changes() {
    return database.withoutTenant(
        connection ->
            Sql.list(connection, PolicyLedgerTable::change, "select * from list_policy_changes()"));
  }

  private static PolicyProposal change(ResultSet rows) throws SQLException {
    return new PolicyProposal(
        rows.getString("id"),
        rows.getString("sha256"),
        rows.getString("bundle_id"),
        rows.getString("version"),
        PolicyProposal.Kind.valueOf(rows.getString("kind")),
        PolicyProposal.State.valueOf(rows.getString("state")),
        rows.getString("proposed_by"),
        Sql.instant(rows, "proposed_at"),
        Optional.ofNullable(rows.getString("decided_by")),
        Sql.optionalInstant(rows, "decided_at"),
        Sql.optionalInstant(rows, "effective_at"),
        rows.getInt("revision"));
  }

  @Override
  public void propose(
      String change,
      PolicyDocument document,
      String envelope,
      PolicyProposal.Kind kind,
      String by) {
    JsonObjectBuilder files = Json.createObjectBuilder();
    document.files().texts().forEach(files::add);
    database.withoutTenant(
        connection ->
            Sql.first(
                connection,
                rows -> change,
                "select propose_policy(?, ?, ?, ?, cast(? as jsonb), ?, ?, ?)",
                change,
                document.files().sha256(),
                document.bundle().version().id(),
                document.bundle().version().version(),
                files.build().toString(),
                envelope,
                kind.name(),
                by));
  }

  @Override
  public boolean decide(
      String change, int revision, String by, boolean approve, Instant effectiveAt) {
    return database.withoutTenant(
        connection ->
            Sql.first(
                    connection,
                    rows -> rows.getBoolean(1),
                    "select decide_policy(?, ?, ?, ?, ?)",
                    change,
                    revision,
                    by,
                    approve,
                    effectiveAt)
                .orElse(false));
  }
}
