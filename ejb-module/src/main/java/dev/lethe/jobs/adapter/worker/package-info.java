/** Documents are read by a pool of warm, sandboxed child processes. */
@NullMarked
package dev.lethe.jobs.adapter.worker;

import org.jspecify.annotations.NullMarked;
