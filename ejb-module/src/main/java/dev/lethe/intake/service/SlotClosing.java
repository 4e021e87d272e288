package dev.lethe.intake.service;

import dev.lethe.tenancy.model.Caller;
import java.util.Optional;

/** Closing upload slots whose document is not to be read. */
public interface SlotClosing {

  /**
   * Closes a slot for good and destroys what it holds, unless a job has taken that.
   *
   * @param token the secret part of the slot's address
   * @throws dev.lethe.problem.model.LetheException {@code not-found}, also for another tenant's
   */
  Closed close(Caller caller, String token);

  /**
   * A slot that nothing can be put into or taken from any more.
   *
   * @param slot its id
   * @param job value of the id of the job that took its content before
   */
  record Closed(String slot, Optional<String> job) {}
}
