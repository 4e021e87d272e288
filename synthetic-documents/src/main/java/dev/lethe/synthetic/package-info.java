/** Makes documents about invented people, with known answers, for tests and the demo. */
@NullMarked
package dev.lethe.synthetic;

import org.jspecify.annotations.NullMarked;
