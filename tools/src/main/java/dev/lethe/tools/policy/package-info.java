/** Checks, compares, explains and signs policy bundles. */
@NullMarked
package dev.lethe.tools.policy;

import org.jspecify.annotations.NullMarked;
