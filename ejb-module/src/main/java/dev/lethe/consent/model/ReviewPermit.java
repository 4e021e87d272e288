package dev.lethe.consent.model;

import dev.lethe.policy.model.PolicyBundle.PurposeRule;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import java.time.Instant;

/**
 * That people may look at uncertain fields of one job. None exists that the consent and the policy
 * do not allow, so whatever takes fields to people asks for one instead of for a flag. It holds for
 * the moment: nobody keeps it.
 */
public final class ReviewPermit {

  private final String job;

  private ReviewPermit(String job) {
    this.job = job;
  }

  /**
   * A permit, if both the consent and the purpose allow it.
   *
   * @param job value of the job's id, which carries the consent or refers to it
   * @param consent as it holds for the job
   * @param rule of the consent's purpose, for the job's tenant
   * @throws LetheException {@code review-not-permitted}
   */
  public static ReviewPermit of(String job, ConsentRecord consent, PurposeRule rule, Instant now) {
    boolean allowed =
        consent.state(now) == ConsentState.ACTIVE
            && consent.terms().permits(ConsentUse.MANUAL_REVIEW)
            && rule.manualReview();
    if (!allowed) {
      throw new LetheException(ProblemCode.REVIEW_NOT_PERMITTED);
    }
    return new ReviewPermit(job);
  }

  /** Value of the id of the job that it is for. */
  public String job() {
    return job;
  }
}
