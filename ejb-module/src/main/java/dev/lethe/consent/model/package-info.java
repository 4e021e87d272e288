/** Consent as given for a job, and the ledger's records. */
@NullMarked
package dev.lethe.consent.model;

import org.jspecify.annotations.NullMarked;
