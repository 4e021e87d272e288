/** Reads typed values (dates, amounts, bank accounts, tax numbers) out of a line of text. */
@NullMarked
package dev.lethe.engine.extraction.value;

import org.jspecify.annotations.NullMarked;
