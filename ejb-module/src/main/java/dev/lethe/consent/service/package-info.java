/** Checks and records consent. */
@NullMarked
package dev.lethe.consent.service;

import org.jspecify.annotations.NullMarked;
