package dev.lethe.api.security;

import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.Caller;
import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** Who makes the current request. */
@RequestScoped
public class CurrentCaller {

  private @Nullable Caller caller;

  public void set(Caller newCaller) {
    caller = newCaller;
  }

  /**
   * @throws LetheException {@code unauthenticated} when nobody was established
   */
  public Caller get() {
    if (caller == null) {
      throw new LetheException(ProblemCode.UNAUTHENTICATED);
    }
    return caller;
  }
}
