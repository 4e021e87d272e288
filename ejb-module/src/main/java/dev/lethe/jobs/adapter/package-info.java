/** Keeps jobs, their queue and their sealed results in the database. */
@NullMarked
package dev.lethe.jobs.adapter;

import org.jspecify.annotations.NullMarked;
