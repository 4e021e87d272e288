/** Planted for a test: what a feature looks like that forgets consent. */
@NullMarked
package dev.lethe.forwarding.forgetful;

import org.jspecify.annotations.NullMarked;
