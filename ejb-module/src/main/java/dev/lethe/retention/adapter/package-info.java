/** Artefacts, receipts and runs in the database. */
@NullMarked
package dev.lethe.retention.adapter;

import org.jspecify.annotations.NullMarked;
