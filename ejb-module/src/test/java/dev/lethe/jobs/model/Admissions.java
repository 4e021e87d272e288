package dev.lethe.jobs.model;

import static dev.lethe.testing.Refusals.assertRefused;

import dev.lethe.policy.adapter.PolicyFolder;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.testing.DefaultPolicy;
import java.time.Instant;

/** Policies that requests come before. */
final class Admissions {

  static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  /** As the product ships it, in a cell that is fit for all of it. */
  static final AdmissionPolicy SHIPPED =
      new AdmissionPolicy(DefaultPolicy.BUNDLE, DefaultPolicy.CELL);

  private Admissions() {}

  /** As the product ships it, with one rule that reads otherwise. */
  static AdmissionPolicy changed(String file, String right, String other) {
    return new AdmissionPolicy(PolicyFolder.changed(file, right, other), DefaultPolicy.CELL);
  }

  static void assertPolicyRefuses(JobRequests request, ProblemCode code, String pointer) {
    assertRefused(() -> SHIPPED.checkPolicy(request.make()), code, pointer);
  }
}
