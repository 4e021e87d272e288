/** What the policy bundle says, as types. */
@NullMarked
package dev.lethe.policy.model;

import org.jspecify.annotations.NullMarked;
