/** Failures with stable codes. */
@NullMarked
package dev.lethe.problem.model;

import org.jspecify.annotations.NullMarked;
