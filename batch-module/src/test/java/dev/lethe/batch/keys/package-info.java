/** Tests of what goes on with root keys in the background. */
@NullMarked
package dev.lethe.batch.keys;

import org.jspecify.annotations.NullMarked;
