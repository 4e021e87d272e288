/** Reading and exporting the audit trail. */
@NullMarked
package dev.lethe.audit.service;

import org.jspecify.annotations.NullMarked;
