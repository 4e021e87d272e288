/** Barcodes of a page, and what of licences and payments they hold. */
@NullMarked
package dev.lethe.engine.barcode;

import org.jspecify.annotations.NullMarked;
