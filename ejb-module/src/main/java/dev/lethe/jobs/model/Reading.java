package dev.lethe.jobs.model;

import dev.lethe.worker.Provenance;
import dev.lethe.worker.Response;
import java.util.OptionalDouble;

/**
 * What a worker said of a document, without what stands in it.
 *
 * @param documentClass {@code unknown} if none fits
 * @param confidence of the class, from 0 to 1, where it alone was asked for
 * @param pagesRecognized pages that needed OCR
 */
public record Reading(
    String documentClass,
    OptionalDouble confidence,
    int pages,
    int pagesRecognized,
    long engineMillis,
    Provenance provenance) {

  public static Reading of(Response.Extracted answer) {
    return new Reading(
        answer.documentClass(),
        OptionalDouble.empty(),
        answer.pages(),
        answer.pagesRecognized(),
        answer.engineMillis(),
        answer.provenance());
  }

  public static Reading of(Response.Classified answer) {
    return new Reading(
        answer.documentClass(),
        OptionalDouble.of(answer.confidence()),
        answer.pages(),
        answer.pagesRecognized(),
        answer.engineMillis(),
        answer.provenance());
  }
}
