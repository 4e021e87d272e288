/** Describes the API, exactly as it is. */
@NullMarked
package dev.lethe.api.openapi;

import org.jspecify.annotations.NullMarked;
