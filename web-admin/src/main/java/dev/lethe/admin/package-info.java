/** The console. */
@NullMarked
package dev.lethe.admin;

import org.jspecify.annotations.NullMarked;
