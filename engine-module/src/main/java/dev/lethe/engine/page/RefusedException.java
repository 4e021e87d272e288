package dev.lethe.engine.page;

import dev.lethe.worker.Refusal;

/** A document that is not processed. Its message is the refusal's name: nothing of the document. */
public final class RefusedException extends RuntimeException {

  private final Refusal refusal;

  public RefusedException(Refusal refusal) {
    super(refusal.name(), null, false, false);
    this.refusal = refusal;
  }

  public Refusal refusal() {
    return refusal;
  }
}
