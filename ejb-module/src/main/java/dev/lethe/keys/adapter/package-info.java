/** Root keys under a master key file, data keys for Tink's streaming AEAD, the signing key. */
@NullMarked
package dev.lethe.keys.adapter;

import org.jspecify.annotations.NullMarked;
