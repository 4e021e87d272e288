package dev.lethe.e2e.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.e2e.Stack;
import dev.lethe.e2e.Stack.Part;
import dev.lethe.e2e.Tables;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Mixed jobs for some minutes (property {@code lethe.soak.minutes}, 5): what the server holds does
 * not grow with what it has done.
 */
@Tag("soak")
class EnduranceIT {

  private static final int MINUTES = Integer.getInteger("lethe.soak.minutes", 5);
  private static final long MOST_KIBIBYTES = 1_600L * 1024;

  /** What the server holds: bounded by its pools once it is warm. */
  private record Held(int files, long threads, long kibibytes, int workers, long connections) {

    static Held now() {
      ProcessHandle server = Stack.server();
      return new Held(
          Stack.openFiles(server),
          Stack.status(server, "Threads"),
          Stack.status(server, "VmRSS"),
          Part.WORKER.processes().size(),
          Tables.number(
              "northwind", "select count(*) from pg_stat_activity where usename = 'lethe_app'"));
    }
  }

  @Test
  void givenWarmServer_whenMixedJobsComeForMinutes_thenNothingGrows() {
    try (Load load = new Load(3)) {
      sleep(Duration.ofSeconds(60));
      Held warm = Held.now();
      sleep(Duration.ofMinutes(MINUTES));
      Held after = Held.now();
      System.out.printf("%s, then %s; answers %s%n", warm, after, load.answers());
      assertThat(after.files()).isLessThanOrEqualTo(warm.files() + 60);
      assertThat(after.threads()).isLessThanOrEqualTo(warm.threads() + 25);
      assertThat(after.kibibytes()).isLessThan(MOST_KIBIBYTES);
      assertThat(after.workers()).isLessThanOrEqualTo(warm.workers() + 4);
      assertThat(after.connections()).isLessThanOrEqualTo(31);
      assertThat(load.answers().keySet())
          .noneMatch(answer -> answer.equals(Load.NONE) || answer.startsWith("500"));
    }
    assertThat(
            Stack.within(
                Duration.ofMinutes(3),
                () -> Tables.number("northwind", "select count(*) from job_queue") == 0))
        .isTrue();
    assertThat(Stack.orphans()).isEmpty();
  }

  private static void sleep(Duration time) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(time.toMillis()));
  }
}
