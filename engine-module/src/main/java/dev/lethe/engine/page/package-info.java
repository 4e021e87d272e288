/** Opens documents and gives their pages: pixels for scans, positioned text for digital pages. */
@NullMarked
package dev.lethe.engine.page;

import org.jspecify.annotations.NullMarked;
