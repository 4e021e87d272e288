/** Counts in the database. */
@NullMarked
package dev.lethe.metrics.adapter;

import org.jspecify.annotations.NullMarked;
