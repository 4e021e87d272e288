/** Keeps the journal of endings, and replays it on a database that was restored. */
@NullMarked
package dev.lethe.recovery.service;

import org.jspecify.annotations.NullMarked;
