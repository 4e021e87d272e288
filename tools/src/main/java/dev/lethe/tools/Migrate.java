package dev.lethe.tools;

import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Brings the schema up to date before the server starts, as the role that owns it. The server's own
 * role has no right to change the schema, so it could not do this itself.
 */
final class Migrate {

  private Migrate() {}

  static void run(Path application, Path container) {
    String url = environment("LETHE_DATABASE_URL");
    String password = environment("LETHE_DATABASE_PASSWORD");
    migrate(Flyway.configure().dataSource(url, "lethe_owner", password), application, "public");
    // the job repository and the timers of the application server live in a schema of their own
    migrate(Flyway.configure().dataSource(url, "lethe_owner", password), container, "liberty");
  }

  private static void migrate(FluentConfiguration configuration, Path folder, String schema) {
    configuration
        .schemas(schema)
        .defaultSchema(schema)
        .createSchemas(true)
        .locations("filesystem:" + folder.toAbsolutePath())
        .cleanDisabled(true)
        .validateMigrationNaming(true)
        .failOnMissingLocations(true)
        .load()
        .migrate();
  }

  private static String environment(String name) {
    String value = System.getenv(name);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException(name + " is not set");
    }
    return value;
  }
}
