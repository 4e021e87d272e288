/** Stands in for services that tests and measurements cannot have; nothing of it ships. */
@NullMarked
package dev.lethe.standin;

import org.jspecify.annotations.NullMarked;
