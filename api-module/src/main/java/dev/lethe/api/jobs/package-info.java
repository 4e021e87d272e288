/** Jobs over HTTP: submission in two forms, results, reveals, previews, deletion. */
@NullMarked
package dev.lethe.api.jobs;

import org.jspecify.annotations.NullMarked;
