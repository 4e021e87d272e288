/** A document's way through the service, and the port to the workers. */
@NullMarked
package dev.lethe.jobs.model;

import org.jspecify.annotations.NullMarked;
