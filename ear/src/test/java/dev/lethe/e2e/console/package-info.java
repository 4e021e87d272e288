/** The console as people see it. */
@NullMarked
package dev.lethe.e2e.console;

import org.jspecify.annotations.NullMarked;
