/** The REST API. */
@NullMarked
package dev.lethe.api;

import org.jspecify.annotations.NullMarked;
