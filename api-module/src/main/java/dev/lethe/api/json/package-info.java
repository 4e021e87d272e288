/** Reads and writes JSON within bounds, without letting a value of the request escape. */
@NullMarked
package dev.lethe.api.json;

import org.jspecify.annotations.NullMarked;
