/** The schedule by which keys are wrapped anew after a rotation. */
@NullMarked
package dev.lethe.batch.keys;

import org.jspecify.annotations.NullMarked;
