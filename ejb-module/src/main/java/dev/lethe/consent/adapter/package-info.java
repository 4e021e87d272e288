/** Keeps the consent ledger in the database. */
@NullMarked
package dev.lethe.consent.adapter;

import org.jspecify.annotations.NullMarked;
