/** Recording consents, withdrawing them, and what is known of a data subject. */
@NullMarked
package dev.lethe.api.consents;

import org.jspecify.annotations.NullMarked;
