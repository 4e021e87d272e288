/** What the service adds to the engine's time, through the whole of it. */
@NullMarked
package dev.lethe.benchmarks.http;

import org.jspecify.annotations.NullMarked;
