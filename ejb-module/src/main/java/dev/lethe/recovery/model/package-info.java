/** What must outlive a restored database, and what brings it back. */
@NullMarked
package dev.lethe.recovery.model;

import org.jspecify.annotations.NullMarked;
