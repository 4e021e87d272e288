/** The sandboxed process: reads requests from a pipe and answers them. */
@NullMarked
package dev.lethe.engine.worker;

import org.jspecify.annotations.NullMarked;
