package dev.lethe.tools.evaluate;

import java.util.Map;
import java.util.Optional;

/**
 * What the service made of one document.
 *
 * @param fields the fields for which it found a value
 * @param failure stable code, when it found nothing because it failed
 * @param engineSeconds time the engine spent, where the service says it
 * @param wallSeconds from sending the document to having the result
 */
record Reading(
    Map<String, Found> fields,
    Optional<String> failure,
    int pages,
    Optional<Double> engineSeconds,
    double wallSeconds) {

  /** A value and how sure the service is of it. */
  record Found(String value, double confidence) {}

  static Reading failed(String code, double wallSeconds) {
    return new Reading(Map.of(), Optional.of(code), 1, Optional.empty(), wallSeconds);
  }
}
