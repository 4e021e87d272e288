package dev.lethe.retention.service;

import dev.lethe.problem.model.LetheException;
import dev.lethe.tenancy.model.Sql;
import dev.lethe.tenancy.model.TenantDatabase.DatabaseFailure;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** Tells why something failed by a code; the text of a failure may quote what it was about. */
public final class FailureCause {

  private static final int LONGEST = 64;

  private FailureCause() {}

  /**
   * The code of a problem; {@code database-} and the SQLSTATE; {@code store} for what is read or
   * written; else {@code unforeseen-} and the name of the exception's class.
   */
  public static String of(Throwable failure) {
    for (Throwable one = failure; one != null; one = one.getCause()) {
      if (one instanceof LetheException known) {
        return known.code().code();
      }
      if (one instanceof DatabaseFailure database) {
        return code("database-" + database.state());
      }
      Optional<String> state = Sql.state(one);
      if (state.isPresent()) {
        return code("database-" + state.get());
      }
      if (one instanceof IOException) {
        return "store";
      }
    }
    return code("unforeseen-" + failure.getClass().getSimpleName());
  }

  private static String code(String text) {
    String code = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "");
    return code.substring(0, Math.min(code.length(), LONGEST));
  }
}
