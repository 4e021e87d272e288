/** Who is signed in, what they may open, and how they leave. */
@NullMarked
package dev.lethe.admin.identity;

import org.jspecify.annotations.NullMarked;
