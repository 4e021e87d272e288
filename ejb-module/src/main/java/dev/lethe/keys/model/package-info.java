/** Data keys, the port to what wraps them, and the port to what signs statements. */
@NullMarked
package dev.lethe.keys.model;

import org.jspecify.annotations.NullMarked;
