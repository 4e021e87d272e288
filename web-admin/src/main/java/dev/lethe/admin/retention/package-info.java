/** What is kept, what is due and what was deleted. */
@NullMarked
package dev.lethe.admin.retention;

import org.jspecify.annotations.NullMarked;
