package dev.lethe.worker;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What of a document is read, and how.
 *
 * @param documentClass canonical name of the class, or empty to let the worker find it
 * @param pages page numbers from 1 to read; empty for all
 * @param regions rectangles to read; empty for whole pages
 * @param language ISO 639-1 code, or empty to let the worker find it
 */
public record ReadingScope(
    Optional<String> documentClass,
    List<Integer> pages,
    List<Region> regions,
    Optional<String> language,
    Limits limits) {

  public ReadingScope {
    pages = List.copyOf(pages);
    regions = List.copyOf(regions);
    Objects.requireNonNull(limits);
  }
}
