/** Binds transactions to their tenant; the one adapter that other features' adapters build on. */
@NullMarked
package dev.lethe.tenancy.adapter;

import org.jspecify.annotations.NullMarked;
