package dev.lethe.policy.model;

/** Where policy bundles come from. */
public interface PolicySource {

  /**
   * Reads the bundle that was deployed with this installation, checks its signature and all of it.
   *
   * @throws InvalidPolicyException with file, line, place and reason
   */
  PolicyDocument read();

  /**
   * The same for a bundle from elsewhere.
   *
   * @param envelope its signature
   */
  PolicyDocument read(PolicyFiles files, String envelope);
}
