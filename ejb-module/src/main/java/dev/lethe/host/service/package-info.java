/** Decides at the start whether a machine is good enough to hold documents in memory. */
@NullMarked
package dev.lethe.host.service;

import org.jspecify.annotations.NullMarked;
