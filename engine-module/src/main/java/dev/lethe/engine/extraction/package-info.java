/** Finds the wanted fields among a document's words. */
@NullMarked
package dev.lethe.engine.extraction;

import org.jspecify.annotations.NullMarked;
