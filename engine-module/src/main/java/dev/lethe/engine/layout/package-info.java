/** Orders words into lines and blocks. */
@NullMarked
package dev.lethe.engine.layout;

import org.jspecify.annotations.NullMarked;
