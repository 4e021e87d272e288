package dev.lethe.api.problems;

import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.util.List;
import java.util.UUID;

/**
 * A problem as a caller gets it. Made of fixed codes, pointers of known names, and a random name of
 * its own, so that nothing of the request can be in it.
 *
 * @param instance random; the log names an unforeseen failure by it
 */
public record Problem(ProblemCode code, String instance, List<LetheException.Detail> errors) {

  public static final String MEDIA_TYPE = "application/problem+json";

  public Problem {
    errors = List.copyOf(errors);
  }

  public static Problem of(ProblemCode code) {
    return of(code, List.of());
  }

  public static Problem of(ProblemCode code, List<LetheException.Detail> errors) {
    return new Problem(code, "urn:uuid:" + UUID.randomUUID(), errors);
  }

  /** Written by hand, so that an error in the mapping of answers cannot come back here. */
  public String json() {
    JsonArrayBuilder details = Json.createArrayBuilder();
    errors.forEach(
        e ->
            details.add(
                Json.createObjectBuilder()
                    .add("pointer", e.pointer())
                    .add("reason", e.reason())
                    .build()));
    return Json.createObjectBuilder()
        .add("type", path(code))
        .add("title", code.title())
        .add("status", code.status())
        .add("code", code.code())
        .add("instance", instance)
        .add("errors", details)
        .build()
        .toString();
  }

  /** Where the catalogue explains the code; relative to the service, as RFC 9457 allows. */
  public static String path(ProblemCode code) {
    return "/v1/errors/" + code.code();
  }
}
