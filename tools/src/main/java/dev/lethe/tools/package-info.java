/** Command-line tools behind the lethe script. */
@NullMarked
package dev.lethe.tools;

import org.jspecify.annotations.NullMarked;
