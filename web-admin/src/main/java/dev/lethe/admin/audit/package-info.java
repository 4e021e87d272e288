/** The audit trail and its export. */
@NullMarked
package dev.lethe.admin.audit;

import org.jspecify.annotations.NullMarked;
