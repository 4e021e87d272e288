/** Scheduled jobs. */
@NullMarked
package dev.lethe.batch;

import org.jspecify.annotations.NullMarked;
