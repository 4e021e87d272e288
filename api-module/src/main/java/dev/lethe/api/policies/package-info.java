/** Purposes, policy bundles and their changes, and what the service promises. */
@NullMarked
package dev.lethe.api.policies;

import org.jspecify.annotations.NullMarked;
