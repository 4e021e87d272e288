package dev.lethe.engine.worker;

import dev.lethe.worker.Limits;
import dev.lethe.worker.ReadingScope;
import dev.lethe.worker.Region;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reading scopes for tests. */
final class Scopes {

  static final Limits LIMITS = new Limits(20, 40_000_000L, Duration.ofSeconds(60));

  private Scopes() {}

  static ReadingScope all(String documentClass) {
    return of(documentClass, LIMITS);
  }

  static ReadingScope of(String documentClass, Limits limits) {
    return new ReadingScope(
        Optional.of(documentClass), List.of(), List.of(), Optional.empty(), limits);
  }

  static ReadingScope pages(Integer... pages) {
    return new ReadingScope(
        Optional.of("invoice"), List.of(pages), List.of(), Optional.empty(), LIMITS);
  }

  static ReadingScope regions(Region... regions) {
    return new ReadingScope(
        Optional.of("invoice"), List.of(), List.of(regions), Optional.empty(), LIMITS);
  }
}
