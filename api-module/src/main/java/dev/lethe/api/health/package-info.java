/** Tells whether the service can do its work. */
@NullMarked
package dev.lethe.api.health;

import org.jspecify.annotations.NullMarked;
