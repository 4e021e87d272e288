/** Upload slots and sealing. */
@NullMarked
package dev.lethe.intake.service;

import org.jspecify.annotations.NullMarked;
