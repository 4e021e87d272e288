/** The first page: the numbers that matter. */
@NullMarked
package dev.lethe.admin.home;

import org.jspecify.annotations.NullMarked;
