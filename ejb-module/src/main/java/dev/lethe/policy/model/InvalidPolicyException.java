package dev.lethe.policy.model;

/**
 * The policy bundle is wrong, so the service must not start. Names the file, the line, the place
 * and why.
 */
public final class InvalidPolicyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Of a place in a file.
   *
   * @param line from 1, or 0 if it concerns the file as a whole
   */
  public InvalidPolicyException(String file, int line, String place, String reason) {
    super(
        "policy "
            + file
            + (line > 0 ? ":" + line : "")
            + (place.isEmpty() ? "" : " at " + place)
            + ": "
            + reason);
  }

  /** Of a file, or of the bundle. */
  public InvalidPolicyException(String file, String reason) {
    this(file, 0, "", reason);
  }
}
