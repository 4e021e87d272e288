package dev.lethe.engine.recognition;

import dev.lethe.engine.page.RefusedException;
import dev.lethe.worker.Refusal;
import java.time.Duration;

/** The moment by which work on a document must have ended. */
public final class Deadline {

  private final long endNanos;

  private Deadline(long endNanos) {
    this.endNanos = endNanos;
  }

  public static Deadline in(Duration duration) {
    return new Deadline(System.nanoTime() + duration.toNanos());
  }

  /** At least 1: the library takes 0 for no deadline. */
  int remainingMillis() {
    long left = (endNanos - System.nanoTime()) / 1_000_000;
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, left));
  }

  public void check() {
    if (System.nanoTime() - endNanos >= 0) {
      throw new RefusedException(Refusal.DEADLINE_EXCEEDED);
    }
  }
}
