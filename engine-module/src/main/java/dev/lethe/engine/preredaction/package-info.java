/**
 * What a caller runs on a machine of their own before anything is sent: burns everything out of a
 * document but what is wanted of it. Needs no network and no server.
 */
@NullMarked
package dev.lethe.engine.preredaction;

import org.jspecify.annotations.NullMarked;
