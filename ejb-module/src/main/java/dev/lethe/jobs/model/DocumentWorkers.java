package dev.lethe.jobs.model;

import dev.lethe.policy.model.Isolation;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.worker.Request;
import dev.lethe.worker.Response;
import java.util.Optional;

/**
 * The processes that open documents. What comes back was checked against the request: no field that
 * was not asked for, nothing out of bounds.
 */
public interface DocumentWorkers {

  /**
   * Reads a document in a sandboxed process and blocks until it answers, at most for the request's
   * deadline.
   *
   * @param tenant whose document it is: a process that has seen a document may serve only the same
   *     tenant again
   * @param isolation what else the process may have read, and may read afterwards
   * @return the answer and who gave it; a worker that dies, hangs or breaks the protocol yields
   *     {@link Response.Refused}
   * @throws dev.lethe.problem.model.LetheException {@code engine-unavailable} or {@code capacity}
   *     when no worker can be had
   */
  Answer process(TenantId tenant, Isolation isolation, Request request, Cancellation cancellation);

  /**
   * What came of a request.
   *
   * @param worker random name of the process that was given the document; empty if none was
   */
  record Answer(Response response, Optional<String> worker) {}

  /** How many workers there are and whether the sandbox can be had at all. */
  Status status();

  /**
   * State of the workers.
   *
   * @param reason stable code of why there are none; empty when they are available
   */
  record Status(int ready, int busy, int wanted, String reason) {}

  /** Ends a running request: the process that works on it is killed. */
  final class Cancellation {

    private boolean cancelled;
    private Runnable action = () -> {};

    /** Cancels now; what is attached later runs at once. */
    public synchronized void cancel() {
      cancelled = true;
      action.run();
    }

    public synchronized boolean isCancelled() {
      return cancelled;
    }

    /** For the pool: what to do when it is cancelled. */
    public synchronized void onCancel(Runnable newAction) {
      action = newAction;
      if (cancelled) {
        newAction.run();
      }
    }
  }
}
