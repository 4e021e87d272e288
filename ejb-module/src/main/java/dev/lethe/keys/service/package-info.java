/** What people and the schedule do with the root keys of tenants. */
@NullMarked
package dev.lethe.keys.service;

import org.jspecify.annotations.NullMarked;
