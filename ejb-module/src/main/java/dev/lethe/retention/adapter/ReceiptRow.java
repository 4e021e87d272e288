package dev.lethe.retention.adapter;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.retention.model.DeletionReceipt;
import dev.lethe.tenancy.model.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A receipt as it lies in its table. */
final class ReceiptRow {

  /** What is selected of {@code deletion_receipt r}. */
  static final String COLUMNS =
      "r.*, (select count(*) from object_removal o where o.tenant_id = r.tenant_id"
          + " and o.job_id = r.job_id) as objects_left,"
          + " (select string_agg(e.key || '=' || e.value, ',')"
          + " from jsonb_each_text(r.counts) e) as counted,"
          + " (select string_agg(k, ',') from jsonb_array_elements_text(r.keys_destroyed) k) as keys";

  private ReceiptRow() {}

  static DeletionReceipt of(ResultSet rows) throws SQLException {
    return new DeletionReceipt(
        rows.getString("id"),
        rows.getString("job_id"),
        rows.getString("trigger"),
        rows.getString("method"),
        counts(rows.getString("counted")),
        parts(rows.getString("keys")),
        rows.getString("policy_version"),
        Sql.instant(rows, "deleted_at"),
        rows.getBoolean("verified") && rows.getInt("objects_left") == 0,
        DetailsJson.read(rows.getString("details")));
  }

  private static Map<ArtefactClass, Integer> counts(@Nullable String counted) {
    Map<ArtefactClass, Integer> counts = new EnumMap<>(ArtefactClass.class);
    for (String count : parts(counted)) {
      int equals = count.indexOf('=');
      counts.put(
          ArtefactClass.valueOf(count.substring(0, equals)),
          Integer.valueOf(count.substring(equals + 1)));
    }
    return counts;
  }

  private static List<String> parts(@Nullable String list) {
    return list == null || list.isEmpty() ? List.of() : List.of(list.split(",", -1));
  }
}
