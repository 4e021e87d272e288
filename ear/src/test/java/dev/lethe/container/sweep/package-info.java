/** What stands in for the domain where the batch runtime itself is tested. */
@NullMarked
package dev.lethe.container.sweep;

import org.jspecify.annotations.NullMarked;
