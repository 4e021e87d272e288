/** Tests of the scheduled deletion. */
@NullMarked
package dev.lethe.batch.retention;

import org.jspecify.annotations.NullMarked;
