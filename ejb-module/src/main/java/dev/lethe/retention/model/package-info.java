/** Artefact classes, their deadlines, and what deletion must know. */
@NullMarked
package dev.lethe.retention.model;

import org.jspecify.annotations.NullMarked;
