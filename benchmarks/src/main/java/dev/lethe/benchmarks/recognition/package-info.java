/** Speed and memory of reading: the pool of workers beside the bare library and its usual users. */
@NullMarked
package dev.lethe.benchmarks.recognition;

import org.jspecify.annotations.NullMarked;
