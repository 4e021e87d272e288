/** How fast the running service deletes what is due. */
@NullMarked
package dev.lethe.benchmarks.retention;

import org.jspecify.annotations.NullMarked;
