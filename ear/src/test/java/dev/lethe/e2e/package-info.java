/** Tests of the whole running system, as a caller and as a person in a browser. */
@NullMarked
package dev.lethe.e2e;

import org.jspecify.annotations.NullMarked;
