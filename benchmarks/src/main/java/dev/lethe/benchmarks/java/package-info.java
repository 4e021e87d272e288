/** The parts of a job that are Java alone, one by one. */
@NullMarked
package dev.lethe.benchmarks.java;

import org.jspecify.annotations.NullMarked;
