/** Keeps audit events in the database, in the transaction of the act. */
@NullMarked
package dev.lethe.audit.adapter;

import org.jspecify.annotations.NullMarked;
