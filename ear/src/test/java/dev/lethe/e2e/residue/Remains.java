package dev.lethe.e2e.residue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.e2e.Stack;
import dev.lethe.e2e.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that a thief could have of a job: its rows, wrapped keys among them, and its sealed file, as
 * they were before it was deleted. Put back in the place of what is there now, past everything that
 * guards it, so that the service itself can be asked to open them.
 */
final class Remains {

  private static final List<String> TABLES = List.of("artefact", "data_key", "job_result");
  private static final List<String> PROOFS =
      List.of(
          "tombstone",
          "certificate_pending",
          "deletion_certificate",
          "deletion_receipt",
          "object_removal");

  private final String tenant;
  private final String job;
  private final Map<String, String> rows = new LinkedHashMap<>();
  private final Map<Path, byte[]> files = new LinkedHashMap<>();

  private Remains(String tenant, String job) {
    this.tenant = tenant;
    this.job = job;
  }

  static Remains of(String tenant, String job) throws IOException {
    Remains remains = new Remains(tenant, job);
    for (String table : TABLES) {
      String found =
          text(
              tenant,
              "select coalesce(jsonb_agg(t), '[]') from " + table + " t where job_id = ?",
              job);
      remains.rows.put(table, found);
    }
    for (Path file : Stack.storedFiles()) {
      if (remains.rows.get("artefact").contains(file.getFileName().toString())) {
        remains.files.put(file, Files.readAllBytes(file));
      }
    }
    return remains;
  }

  /** Whether there are wrapped keys, a sealed result and a sealed file among them. */
  boolean areWhole() {
    return !rows.get("data_key").equals("[]")
        && !rows.get("job_result").equals("[]")
        && !files.isEmpty();
  }

  /** Ids of the epochs by which its keys are wrapped. */
  List<String> epochs() {
    return java.util.regex.Pattern.compile("epoch_[0-9a-f]{32}")
        .matcher(rows.get("data_key"))
        .results()
        .map(java.util.regex.MatchResult::group)
        .distinct()
        .toList();
  }

  /** As a job whose result is there, and its document as well. */
  void putBack() throws IOException, SQLException {
    for (Map.Entry<Path, byte[]> file : files.entrySet()) {
      Files.createDirectories(file.getKey().getParent());
      Files.write(file.getKey(), file.getValue());
    }
    for (String proof : PROOFS) {
      change("delete from " + proof + " where job_id = ?", job);
    }
    for (Map.Entry<String, String> table : rows.entrySet()) {
      change("delete from " + table.getKey() + " where job_id = ?", job);
      change(
          "insert into %1$s select * from jsonb_populate_recordset(null::%1$s, ?::jsonb)"
              .formatted(table.getKey()),
          table.getValue());
    }
    change("update job set state = 'DONE', deleted_at = null where id = ?", job);
  }

  private void change(String sql, String... values) throws SQLException {
    try (Connection owner = Tables.owner(tenant);
        PreparedStatement statement = owner.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  static String text(String tenant, String sql, String... values) {
    try (Connection owner = Tables.owner(tenant);
        PreparedStatement statement = owner.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      try (ResultSet found = statement.executeQuery()) {
        assertThat(found.next()).as(sql).isTrue();
        return String.valueOf(found.getString(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
