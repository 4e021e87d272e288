/** What the checks of policy and consent cost a job. */
@NullMarked
package dev.lethe.benchmarks.policy;

import org.jspecify.annotations.NullMarked;
