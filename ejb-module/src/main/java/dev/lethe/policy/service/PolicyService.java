package dev.lethe.policy.service;

import dev.lethe.policy.model.PolicyBundle;

/**
 * The policy bundle in force: read and checked at start; a bundle that is wrong stops the start.
 */
public interface PolicyService {

  PolicyBundle current();
}
