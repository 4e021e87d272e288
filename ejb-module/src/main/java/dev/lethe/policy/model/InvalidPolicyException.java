package dev.lethe.policy.model;

/** The policy bundle is wrong, so the service must not start. Names the file, the place and why. */
public final class InvalidPolicyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public InvalidPolicyException(String file, String place, String reason) {
    super("policy " + file + (place.isEmpty() ? "" : " at " + place) + ": " + reason);
  }
}
