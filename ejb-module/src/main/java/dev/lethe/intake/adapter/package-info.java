/** Stores of sealed content, upload slots in the database, and how documents get in. */
@NullMarked
package dev.lethe.intake.adapter;

import org.jspecify.annotations.NullMarked;
