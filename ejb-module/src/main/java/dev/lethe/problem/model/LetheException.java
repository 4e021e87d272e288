package dev.lethe.problem.model;

import java.util.List;

/** A foreseen failure. Carries codes and places, never content. */
public final class LetheException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ProblemCode code;
  private final transient List<Detail> details;

  /**
   * Where in the request the problem lies.
   *
   * @param pointer JSON Pointer (RFC 6901) into the described form, made of known property names
   *     and indexes only, or empty
   * @param reason stable code
   */
  public record Detail(String pointer, String reason) {}

  public LetheException(ProblemCode code) {
    this(code, List.of());
  }

  public LetheException(ProblemCode code, List<Detail> details) {
    super(code.code(), null, false, true);
    this.code = code;
    this.details = List.copyOf(details);
  }

  public ProblemCode code() {
    return code;
  }

  public List<Detail> details() {
    return details == null ? List.of() : details;
  }
}
