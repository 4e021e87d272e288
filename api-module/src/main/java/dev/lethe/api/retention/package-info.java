/** Legal holds over HTTP. */
@NullMarked
package dev.lethe.api.retention;

import org.jspecify.annotations.NullMarked;
