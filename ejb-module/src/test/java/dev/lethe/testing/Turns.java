package dev.lethe.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Runs several pieces of work, one at a time, in an order that is the same for the same seed: each
 * says where another may go on, and chance says which.
 */
public final class Turns {

  private final Random random;
  private final List<Player> alive = new ArrayList<>();
  private final Semaphore over = new Semaphore(0);
  private volatile @Nullable Throwable failure;

  private final class Player extends Thread {
    private final Semaphore turn = new Semaphore(0);
    private final Runnable work;

    Player(Runnable work) {
      this.work = work;
      setDaemon(true);
    }

    @Override
    public void run() {
      turn.acquireUninterruptibly();
      try {
        work.run();
      } catch (Throwable e) {
        failure = e;
      } finally {
        alive.remove(this);
        passOn();
      }
    }
  }

  public Turns(Random random) {
    this.random = random;
  }

  /** Adds a piece of work. */
  public void add(Runnable work) {
    alive.add(new Player(work));
  }

  /** Runs all to their end; fails as the last of those that failed. */
  public void run() {
    List.copyOf(alive).forEach(Thread::start);
    passOn();
    over.acquireUninterruptibly();
    Throwable thrown = failure;
    if (thrown != null) {
      throw new AssertionError(thrown);
    }
  }

  private void passOn() {
    if (alive.isEmpty()) {
      over.release();
    } else {
      alive.get(random.nextInt(alive.size())).turn.release();
    }
  }

  /** Lets whomever chance chooses go on, perhaps the caller; does nothing outside of a run. */
  public void next() {
    if (Thread.currentThread() instanceof Player me) {
      passOn();
      me.turn.acquireUninterruptibly();
    }
  }

  /** Whether no more than some pieces of work are left, with the caller's. */
  public boolean isAloneBut(int others) {
    return alive.size() <= others;
  }
}
