package dev.lethe.api.problems;

import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.LostDatabase;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Failures that nobody foresaw: they are named in the log by class and place, never by message. */
final class Unforeseen {

  private static final Logger LOG = Logger.getLogger("dev.lethe.api");
  private static final int CHAIN = 10;

  private Unforeseen() {}

  /** Logs the failure under a random name and makes the problem that carries it. */
  static Problem report(Throwable failure) {
    if (LostDatabase.isBehind(failure)) {
      Problem away = Problem.of(ProblemCode.DATABASE_UNAVAILABLE);
      LOG.log(Level.WARNING, "code=database-unavailable instance={0}", away.instance());
      return away;
    }
    Problem problem = Problem.of(ProblemCode.INTERNAL);
    LOG.log(
        Level.SEVERE, "code=internal instance={0} failure={1}", of(problem.instance(), failure));
    return problem;
  }

  /** A foreseen failure that a container wrapped. */
  static Optional<LetheException> foreseenWithin(Throwable failure) {
    return chain(failure)
        .filter(LetheException.class::isInstance)
        .map(LetheException.class::cast)
        .findFirst();
  }

  private static Object[] of(String instance, Throwable failure) {
    return new Object[] {
      instance, String.join(" < ", chain(failure).map(Unforeseen::place).toList())
    };
  }

  private static String place(Throwable failure) {
    StackTraceElement[] stack = failure.getStackTrace();
    String at =
        stack.length == 0 ? "" : "@" + stack[0].getClassName() + ":" + stack[0].getLineNumber();
    return failure.getClass().getName() + at;
  }

  static Stream<Throwable> chain(Throwable failure) {
    return Stream.iterate(failure, t -> t != null, Throwable::getCause).limit(CHAIN);
  }
}
