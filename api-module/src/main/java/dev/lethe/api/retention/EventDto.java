package dev.lethe.api.retention;

import dev.lethe.api.openapi.Patterns;
import dev.lethe.retention.model.StartedWindow;
import dev.lethe.retention.service.RetentionEventService.Reported;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An event that was reported, and the windows that run from it. */
@JsonbPropertyOrder({"event", "occurredAt", "artefacts"})
@Schema(name = "RetentionEvent", description = "A reported event and the windows that run from it")
public record EventDto(
    @Schema(examples = "contract_ended") String event,
    @JsonbProperty("occurred_at")
        @Schema(type = SchemaType.STRING, format = "date-time", implementation = String.class)
        Instant occurredAt,
    List<WindowDto> artefacts) {

  /** An artefact whose window runs from the event. */
  @JsonbPropertyOrder({"job", "artefact", "startedAt", "deleteAtBefore", "deleteAt", "held"})
  @Schema(name = "StartedWindow", description = "An artefact whose window runs from the event")
  public record WindowDto(
      @Schema(pattern = Patterns.JOB) String job,
      @Schema(examples = "fields") String artefact,
      @JsonbProperty("started_at")
          @Schema(
              description = "When the event came; the time of the first report, if there were more",
              type = SchemaType.STRING,
              format = "date-time",
              implementation = String.class)
          Instant startedAt,
      @JsonbProperty("delete_at_before")
          @Schema(
              description = "Its deadline before this report",
              type = SchemaType.STRING,
              format = "date-time",
              implementation = String.class)
          Instant deleteAtBefore,
      @JsonbProperty("delete_at")
          @Schema(type = SchemaType.STRING, format = "date-time", implementation = String.class)
          Instant deleteAt,
      @Schema(description = "Whether a legal hold defers its deletion") boolean held) {

    static WindowDto of(StartedWindow window) {
      return new WindowDto(
          window.job(),
          window.artefact().apiName(),
          window.startedAt(),
          window.before(),
          window.after(),
          window.held());
    }
  }

  static EventDto of(Reported reported) {
    return new EventDto(
        reported.event().event(),
        reported.occurredAt(),
        reported.windows().stream().map(WindowDto::of).toList());
  }
}
