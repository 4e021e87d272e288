package dev.lethe.api.retention;

import dev.lethe.api.json.RequestErrors;
import dev.lethe.api.json.RequestObject;
import dev.lethe.jobs.model.JobId;
import dev.lethe.policy.model.RetentionStart;
import dev.lethe.retention.service.RetentionEventService;
import jakarta.json.bind.annotation.JsonbProperty;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Reads reports of events. */
final class EventRequests {

  private static final Set<String> MEMBERS = Set.of("event", "jobs", "occurred_at");

  private EventRequests() {}

  /** The form of a report, for the description only: it is read strictly. */
  @Schema(
      name = "RetentionEventRequest",
      description = "Something happened from which the windows of some jobs run",
      requiredProperties = {"event", "jobs"})
  record Report(
      @Schema(
              description = "One of the policy's events",
              pattern = "^[a-z][a-z0-9_]{0,31}$",
              examples = "contract_ended")
          String event,
      @Schema(
              type = SchemaType.ARRAY,
              minItems = 1,
              maxItems = RetentionEventService.MOST_JOBS,
              uniqueItems = true,
              implementation = String.class,
              examples = "[\"job_0123456789abcdef0123456789abcdef\"]")
          List<String> jobs,
      @JsonbProperty("occurred_at")
          @Schema(
              description = "When; now if it is left out. Not to come, nor before any of the jobs",
              format = "date-time")
          String occurredAt) {}

  /** A report that is wanted. */
  record Wanted(RetentionStart event, Set<String> jobs, Optional<Instant> occurredAt) {}

  static Wanted read(InputStream body) {
    RequestErrors errors = new RequestErrors();
    RequestObject root = RequestObject.read(body, errors, MEMBERS);
    root.require("event", "jobs");
    Optional<RetentionStart> event = root.text("event", RetentionStart::new);
    List<String> jobs =
        root.texts("jobs", 1, RetentionEventService.MOST_JOBS, text -> new JobId(text).value());
    Optional<Instant> at = root.text("occurred_at", EventRequests::instant);
    errors.throwIfAny();
    return new Wanted(event.orElseThrow(), new LinkedHashSet<>(jobs), at);
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("not a time", e);
    }
  }
}
