/** Data keys and the port to what wraps them. */
@NullMarked
package dev.lethe.keys.model;

import org.jspecify.annotations.NullMarked;
