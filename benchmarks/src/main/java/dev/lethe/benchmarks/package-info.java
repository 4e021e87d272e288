/** Measures Lethe beside what else there is, in one run on the same pages. */
@NullMarked
package dev.lethe.benchmarks;

import org.jspecify.annotations.NullMarked;
