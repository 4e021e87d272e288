/** What of this process's memory the machine may write to a disk. */
@NullMarked
package dev.lethe.host.model;

import org.jspecify.annotations.NullMarked;
