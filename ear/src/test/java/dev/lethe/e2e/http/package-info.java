/** The API as its callers see it. */
@NullMarked
package dev.lethe.e2e.http;

import org.jspecify.annotations.NullMarked;
