package dev.lethe.api;

import dev.lethe.policy.service.PolicyService;

/** Limits without a container. */
public final class ContentLimitsFixture {

  private ContentLimitsFixture() {}

  public static ContentLimits of(PolicyService policy) {
    ContentLimits limits = new ContentLimits();
    limits.policy = policy;
    return limits;
  }
}
