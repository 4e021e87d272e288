/** Machine-readable zones of travel documents after ICAO 9303: found, repaired by type, judged. */
@NullMarked
package dev.lethe.engine.extraction.mrz;

import org.jspecify.annotations.NullMarked;
