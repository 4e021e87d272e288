package dev.lethe.policy.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which bundle was approved, for all tenants. What it hands out is not to be trusted before its
 * signature was verified.
 */
public interface PolicyLedger {

  /** Hash of the bundle that is approved and whose time has come; empty if none is. */
  Optional<String> inForce();

  /** A bundle that was proposed or deployed. */
  Optional<Stored> find(String sha256);

  /** Newest first. */
  List<PolicyProposal> changes();

  /** Adds a bundle, unless it is there, and a change to it that waits for a second person. */
  void propose(
      String change, PolicyDocument document, String envelope, PolicyProposal.Kind kind, String by);

  /**
   * Approves or rejects a change.
   *
   * @param effectiveAt from when it is in force; what lies before now means now
   * @return false if it is not of this revision, was decided, or was proposed by the same person
   */
  boolean decide(String change, int revision, String by, boolean approve, Instant effectiveAt);

  /** A bundle and its signature, as they were brought. */
  record Stored(PolicyFiles files, String envelope) {}
}
