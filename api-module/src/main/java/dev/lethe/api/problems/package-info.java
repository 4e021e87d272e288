/** Answers every failure with a problem (RFC 9457) that repeats nothing of the request. */
@NullMarked
package dev.lethe.api.problems;

import org.jspecify.annotations.NullMarked;
