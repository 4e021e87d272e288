/** The root key of a tenant: its status, rotation and revocation. */
@NullMarked
package dev.lethe.api.keys;

import org.jspecify.annotations.NullMarked;
