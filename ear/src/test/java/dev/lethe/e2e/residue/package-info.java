/** What a document must not leave behind. */
@NullMarked
package dev.lethe.e2e.residue;

import org.jspecify.annotations.NullMarked;
