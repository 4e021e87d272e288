/** The journal as files, and how far the database contains it. */
@NullMarked
package dev.lethe.recovery.adapter;

import org.jspecify.annotations.NullMarked;
