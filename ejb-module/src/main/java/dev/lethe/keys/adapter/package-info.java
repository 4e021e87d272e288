/** Root keys under a master key file, and data keys for Tink's streaming AEAD. */
@NullMarked
package dev.lethe.keys.adapter;

import org.jspecify.annotations.NullMarked;
