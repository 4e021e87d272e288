/** Upload slots over HTTP. */
@NullMarked
package dev.lethe.api.uploads;

import org.jspecify.annotations.NullMarked;
