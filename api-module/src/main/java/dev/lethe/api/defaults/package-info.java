/** Shows the policy by which requests are decided. */
@NullMarked
package dev.lethe.api.defaults;

import org.jspecify.annotations.NullMarked;
