/** Numbers that show privacy. */
@NullMarked
package dev.lethe.metrics.model;

import org.jspecify.annotations.NullMarked;
