/** Documents on their way in: upload slots, sealed content, and the port to the store. */
@NullMarked
package dev.lethe.intake.model;

import org.jspecify.annotations.NullMarked;
