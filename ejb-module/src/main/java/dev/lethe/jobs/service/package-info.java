/** Submitting jobs, reading their results, revealing and deleting. */
@NullMarked
package dev.lethe.jobs.service;

import org.jspecify.annotations.NullMarked;
