/** Reads documents with known answers through the running service and scores what it found. */
@NullMarked
package dev.lethe.tools.evaluate;

import org.jspecify.annotations.NullMarked;
