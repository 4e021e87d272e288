package dev.lethe.jobs.service;

import dev.lethe.tenancy.model.Caller;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A caller who waits for a job. What is handed out is recorded in the transaction that makes it, so
 * exactly one of two things happens: the result is made for him while he is there, or he has left
 * before and asks for it later.
 */
final class Waiter {

  private enum State {
    WAITS,
    SERVED,
    LEFT
  }

  private final Caller caller;
  private final AtomicReference<State> state = new AtomicReference<>(State.WAITS);

  Waiter(Caller caller) {
    this.caller = caller;
  }

  Caller caller() {
    return caller;
  }

  /** Whether he is still there, and will be until he has what is made for him. */
  boolean serve() {
    return state.compareAndSet(State.WAITS, State.SERVED);
  }

  /** Whether nothing is being made for him, so that he may go. */
  boolean leave() {
    return state.compareAndSet(State.WAITS, State.LEFT);
  }
}
