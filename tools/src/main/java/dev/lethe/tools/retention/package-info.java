/** Checks deletion certificates where no service is at hand. */
@NullMarked
package dev.lethe.tools.retention;

import org.jspecify.annotations.NullMarked;
