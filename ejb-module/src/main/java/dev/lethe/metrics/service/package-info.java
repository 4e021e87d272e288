/** Counts for the console and operations. */
@NullMarked
package dev.lethe.metrics.service;

import org.jspecify.annotations.NullMarked;
