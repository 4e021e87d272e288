/** Deadlines, deletion and its receipts. */
@NullMarked
package dev.lethe.retention.service;

import org.jspecify.annotations.NullMarked;
