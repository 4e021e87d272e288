/** Events that prove what was done without saying what was read. */
@NullMarked
package dev.lethe.audit.model;

import org.jspecify.annotations.NullMarked;
