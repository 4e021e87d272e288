/** The consent ledger. */
@NullMarked
package dev.lethe.admin.consent;

import org.jspecify.annotations.NullMarked;
