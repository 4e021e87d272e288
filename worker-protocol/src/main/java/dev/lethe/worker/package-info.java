/**
 * The messages that the server and its sandboxed worker exchange, their bounded codec, and the type
 * for personal text: all that the two processes share.
 */
@NullMarked
package dev.lethe.worker;

import org.jspecify.annotations.NullMarked;
