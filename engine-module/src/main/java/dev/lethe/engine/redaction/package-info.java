/** Rebuilds pages from pixels with what is sensitive covered. */
@NullMarked
package dev.lethe.engine.redaction;

import org.jspecify.annotations.NullMarked;
