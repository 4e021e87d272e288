/** Recognises identifiers and other personal data in text. */
@NullMarked
package dev.lethe.engine.pii;

import org.jspecify.annotations.NullMarked;
