package dev.lethe.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What the server's own role may do to the real database, seen through the server's data source.
 */
@ExtendWith(ArquillianExtension.class)
class DataSourceIT {

  @Resource(lookup = "jdbc/lethe")
  DataSource database;

  @Inject UserTransaction transaction;

  @Deployment
  public static Archive<?> deployment() {
    return Deployments.alone(DataSourceIT.class);
  }

  @Test
  void givenServer_whenItAsksWhoItIs_thenItIsTheRoleWithoutRights() throws Exception {
    assertThat(one("select current_user")).isEqualTo("lethe_app");
    assertThat(
            one(
                "select rolbypassrls or rolsuper or rolcreatedb from pg_roles where rolname = current_user"))
        .isEqualTo("f");
  }

  @Test
  void givenServersRole_whenItChangesTheSchema_thenItIsRefused() {
    assertThatThrownBy(() -> execute("create table intruder (id int)"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("permission denied");
    assertThatThrownBy(() -> execute("create table liberty.intruder (id int)"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("permission denied");
  }

  @Test
  void givenDurableSettings_whenDatabaseIsAsked_thenACommitIsOnDisk() throws Exception {
    assertThat(one("show fsync")).isEqualTo("on");
    assertThat(one("show synchronous_commit")).isEqualTo("on");
    assertThat(one("show full_page_writes")).isEqualTo("on");
  }

  @Test
  void givenRolledBackTransaction_whenTenantWasSet_thenTheNextOneDoesNotSeeIt() throws Exception {
    transaction.begin();
    one("select set_config('lethe.tenant', 'northwind', true)");
    transaction.rollback();
    transaction.begin();
    try {
      assertThat(one("select coalesce(current_setting('lethe.tenant', true), '')")).isEmpty();
    } finally {
      transaction.rollback();
    }
  }

  private String one(String query) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
