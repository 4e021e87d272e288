package dev.lethe.api.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class HealthChecksTest {

  private static final String CANARY = "Zebulon-Canary-4711";

  @Test
  void givenDatabaseThatAnswers_whenAsked_thenItIsThere() {
    assertThat(DatabaseCheck.answers(source(true))).isTrue();
  }

  @Test
  void givenDatabaseThatIsAwayOrStale_whenAsked_thenItIsNotThere() {
    assertThat(DatabaseCheck.answers(source(false))).isFalse();
    assertThat(DatabaseCheck.answers(broken())).isFalse();
  }

  private static DataSource source(boolean valid) {
    return fake(
        DataSource.class, method -> method.equals("getConnection") ? connection(valid) : null);
  }

  private static Connection connection(boolean valid) {
    return fake(Connection.class, method -> method.equals("isValid") ? valid : null);
  }

  private static DataSource broken() {
    return fake(
        DataSource.class,
        method -> {
          throw new SQLException(CANARY);
        });
  }

  private static <T> T fake(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answer.of(method.getName())));
  }

  private interface Answer {
    Object of(String method) throws SQLException;
  }
}
