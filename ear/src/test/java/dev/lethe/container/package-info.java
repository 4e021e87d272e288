/**
 * Tests inside the application server: where transactions, wiring and the job repository are the
 * point.
 */
@NullMarked
package dev.lethe.container;

import org.jspecify.annotations.NullMarked;
