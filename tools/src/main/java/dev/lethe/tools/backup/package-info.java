/** Seals a backup to whoever may restore it, and opens it again. */
@NullMarked
package dev.lethe.tools.backup;

import org.jspecify.annotations.NullMarked;
