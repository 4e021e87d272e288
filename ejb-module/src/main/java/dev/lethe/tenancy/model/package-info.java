/** Tenants, the people and clients who call, and their roles. */
@NullMarked
package dev.lethe.tenancy.model;

import org.jspecify.annotations.NullMarked;
