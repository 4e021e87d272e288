/** Nothing leaves the machine but what is declared. */
@NullMarked
package dev.lethe.e2e.egress;

import org.jspecify.annotations.NullMarked;
