package dev.lethe.tools.policy;

import dev.lethe.policy.model.PolicyDocument;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Puts a signed bundle in force as part of an installation, which the role that owns the schema may
 * do alone: the four eyes are those of who signed it and who installs it.
 */
final class PolicyDeployment {

  private PolicyDeployment() {}

  /** Approves the bundle unless it is in force already; says what was done. */
  static String run(PolicyDocument document, String envelope, String key) {
    JsonObjectBuilder files = Json.createObjectBuilder();
    document.files().texts().forEach(files::add);
    try (Connection connection =
            DriverManager.getConnection(
                environment("LETHE_DATABASE_URL"),
                "lethe_owner",
                environment("LETHE_DATABASE_PASSWORD"));
        PreparedStatement statement =
            connection.prepareStatement("select deploy_policy(?, ?, ?, cast(? as jsonb), ?, ?)")) {
      statement.setString(1, document.files().sha256());
      statement.setString(2, document.bundle().version().id());
      statement.setString(3, document.bundle().version().version());
      statement.setString(4, files.build().toString());
      statement.setString(5, envelope);
      statement.setString(6, "key:" + key);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1) ? "approved " : "in force already: ";
      }
    } catch (SQLException e) {
      throw new IllegalStateException(
          "the policy could not be approved: SQL state " + e.getSQLState());
    }
  }

  private static String environment(String name) {
    String value = System.getenv(name);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException(name + " is not set");
    }
    return value;
  }
}
