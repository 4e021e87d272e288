package dev.lethe.api.problems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.tenancy.model.TenantDatabase.DatabaseFailure;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnforeseenMapperTest {

  static Stream<Throwable> losses() {
    return Stream.of(
        sql("08001"),
        sql("08006"),
        sql("57P01"),
        sql("57P03"),
        sql("53300"),
        new SQLTransientConnectionException("pool"),
        new SQLNonTransientConnectionException("refused"),
        new SQLRecoverableException("stale"));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void givenDatabaseThatIsAway_whenMapped_thenItIsWorthAnotherTry(SQLException loss) {
    for (Throwable failure :
        new Throwable[] {
          loss,
          new IllegalStateException("wrapped", new RuntimeException(loss)),
          new DatabaseFailure(loss),
          new RuntimeException(new DatabaseFailure(loss))
        }) {
      Problem problem = Unforeseen.report(failure);
      assertThat(problem.code().code()).isEqualTo("database-unavailable");
      assertThat(problem.code().status()).isEqualTo(503);
      assertThat(ProblemHeaders.of(problem.code())).containsEntry("Retry-After", "5");
      assertThat(problem.json()).doesNotContain("refused").doesNotContain("pool");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"23505", "42501", "40001", "57014", "22001"})
  void givenStatementThatFailed_whenMapped_thenItIsUnforeseen(String state) {
    assertThat(Unforeseen.report(sql(state)).code().code()).isEqualTo("internal");
    assertThat(Unforeseen.report(new DatabaseFailure(sql(state))).code().code())
        .isEqualTo("internal");
  }

  @Test
  void givenFailureWithoutState_whenMapped_thenItIsUnforeseen() {
    assertThat(Unforeseen.report(new SQLException("?")).code().code()).isEqualTo("internal");
    assertThat(Unforeseen.report(new IllegalStateException()).code().code()).isEqualTo("internal");
    Throwable circle = new RuntimeException();
    circle.initCause(new RuntimeException(circle));
    assertThat(Unforeseen.report(circle).code().code()).isEqualTo("internal");
  }

  @Test
  void givenStreamThatBroke_whenTheDatabaseIsBehindIt_thenItIsNotTheCallersFault() {
    assertThat(ServletProblems.of(new IOException("cut")).code().code())
        .isEqualTo("request-malformed");
    assertThat(ServletProblems.of(new IOException(sql("08006"))).code().code())
        .isEqualTo("database-unavailable");
  }

  private static SQLException sql(String state) {
    return new SQLException("not for callers", state);
  }
}
