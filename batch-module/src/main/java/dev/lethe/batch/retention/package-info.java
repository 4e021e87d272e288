/** The scheduled deletion: a restartable job, what starts it, and its settings. */
@NullMarked
package dev.lethe.batch.retention;

import org.jspecify.annotations.NullMarked;
