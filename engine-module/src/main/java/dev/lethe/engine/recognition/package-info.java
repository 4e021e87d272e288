/** Turns page pixels into words with Tesseract. */
@NullMarked
package dev.lethe.engine.recognition;

import org.jspecify.annotations.NullMarked;
