/** Reads what Linux tells of swap, core dumps and the Java machine. */
@NullMarked
package dev.lethe.host.adapter;

import org.jspecify.annotations.NullMarked;
