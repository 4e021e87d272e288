/** Long suites, tagged {@code soak}: random kills, endurance, large tables. */
@NullMarked
package dev.lethe.e2e.soak;

import org.jspecify.annotations.NullMarked;
