package dev.lethe.tenancy.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds for every table, also those that do not exist yet. */
class SchemaTest {

  private static final String TABLES =
      "from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')"
          + " and c.relname <> 'flyway_schema_history'";

  @Test
  void givenAnyTable_whenInspected_thenRowLevelSecurityIsForced() throws SQLException {
    assertThat(
            names("select relname " + TABLES + " and not (relrowsecurity and relforcerowsecurity)"))
        .isEmpty();
  }

  @Test
  void givenAnyTable_whenInspected_thenItHasAPolicyThatNamesTheTenant() throws SQLException {
    assertThat(
            names(
                "select relname "
                    + TABLES
                    // these belong to no tenant, and the server reaches them by functions alone
                    + " and c.relname not in ('sweep_lease', 'policy_bundle', 'policy_change',"
                    + " 'journal_position')"
                    + " and not exists (select 1 from pg_policy p where p.polrelid = c.oid"
                    + " and p.polname = 'tenant_isolation'"
                    + " and pg_get_expr(p.polqual, p.polrelid) like '%lethe.tenant%'"
                    + " and pg_get_expr(p.polwithcheck, p.polrelid) like '%lethe.tenant%')"))
        .isEmpty();
  }

  @Test
  void givenAnyOtherPolicy_whenInspected_thenItIsNotForTheServer() throws SQLException {
    assertThat(
            names(
                "select polname from pg_policy where polname <> 'tenant_isolation' and"
                    + " polroles <> array['lethe_owner'::regrole::oid]"))
        .isEmpty();
  }

  @Test
  void givenTableOfNoTenant_whenInspected_thenTheServerHasNoRightOnIt() throws SQLException {
    assertThat(
            names(
                "select table_name from information_schema.role_table_grants where grantee ="
                    + " 'lethe_app' and table_name in ('sweep_lease', 'policy_bundle',"
                    + " 'policy_change', 'journal_position')"))
        .isEmpty();
  }

  @Test
  void givenServersRole_whenInspected_thenItHasNoPowers() throws SQLException {
    assertThat(
            names(
                "select rolname from pg_roles where rolname = 'lethe_app' and (rolsuper or"
                    + " rolbypassrls or rolcreaterole or rolcreatedb)"))
        .isEmpty();
  }

  @Test
  void givenAnyDefinerFunction_whenInspected_thenItsSearchPathIsFixedAndThePublicIsOut()
      throws SQLException {
    assertThat(
            names(
                "select proname from pg_proc p where pronamespace = 'public'::regnamespace and"
                    + " prosecdef and (proconfig is null or exists (select 1 from"
                    + " aclexplode(coalesce(proacl, acldefault('f', proowner))) where grantee ="
                    + " 0))"))
        .isEmpty();
  }

  private static List<String> names(String sql) throws SQLException {
    try (Connection connection = TestDatabase.get().superuser().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> names = new ArrayList<>();
      while (rows.next()) {
        names.add(rows.getString(1));
      }
      return names;
    }
  }
}
