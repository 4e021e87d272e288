/** Builds the private root: all that a sandboxed worker sees as its file system. */
@NullMarked
package dev.lethe.engine.assembly;

import org.jspecify.annotations.NullMarked;
