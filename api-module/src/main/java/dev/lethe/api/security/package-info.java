/** Finds out who calls, once for each request, and refuses whoever is nobody. */
@NullMarked
package dev.lethe.api.security;

import org.jspecify.annotations.NullMarked;
