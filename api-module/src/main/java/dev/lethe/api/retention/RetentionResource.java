package dev.lethe.api.retention;

import dev.lethe.api.security.CurrentCaller;
import dev.lethe.policy.model.Permission;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.LetheException.Detail;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.retention.model.PlannedDeletion.Which;
import dev.lethe.retention.service.RetentionEventService;
import dev.lethe.retention.service.RetentionService;
import dev.lethe.tenancy.model.Caller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What is kept against its deadlines, and what deletion would do. */
@Path("/retention")
@Tag(name = "retention")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class RetentionResource {

  @Inject RetentionService retention;
  @Inject RetentionEventService events;
  @Inject PolicyService policy;
  @Inject CurrentCaller current;

  @GET
  @Operation(operationId = "getRetention", summary = "How much is kept against its deadlines")
  @APIResponse(
      responseCode = "200",
      description = "Counts of the tenant's artefacts",
      content = @Content(schema = @Schema(implementation = RetentionDto.class)))
  public RetentionDto overview() {
    Caller caller = current.get();
    return RetentionDto.of(retention.overview(caller), retention.places(caller));
  }

  @GET
  @Path("/schedule")
  @Operation(
      operationId = "getRetentionSchedule",
      summary = "All that is kept, next deadline first")
  @APIResponse(
      responseCode = "200",
      description = "Artefacts in the order of their deadlines",
      content = @Content(schema = @Schema(implementation = RetentionDto.ListDto.class)))
  public RetentionDto.ListDto schedule(
      @QueryParam("offset") @Nullable String offset, @QueryParam("limit") @Nullable String limit) {
    return list(Which.SCHEDULE, offset, limit);
  }

  @GET
  @Path("/upcoming")
  @Operation(operationId = "getUpcomingDeletions", summary = "What is due within a day")
  @APIResponse(
      responseCode = "200",
      description = "Artefacts in the order of their deadlines",
      content = @Content(schema = @Schema(implementation = RetentionDto.ListDto.class)))
  public RetentionDto.ListDto upcoming(
      @QueryParam("offset") @Nullable String offset, @QueryParam("limit") @Nullable String limit) {
    return list(Which.UPCOMING, offset, limit);
  }

  @GET
  @Path("/overdue")
  @Operation(
      operationId = "getOverdueDeletions",
      summary = "What is past its deadline, with the attempts to delete it")
  @APIResponse(
      responseCode = "200",
      description = "Artefacts in the order of their deadlines",
      content = @Content(schema = @Schema(implementation = RetentionDto.ListDto.class)))
  public RetentionDto.ListDto overdue(
      @QueryParam("offset") @Nullable String offset, @QueryParam("limit") @Nullable String limit) {
    return list(Which.OVERDUE, offset, limit);
  }

  @GET
  @Path("/held")
  @Operation(operationId = "getHeldArtefacts", summary = "What legal holds keep")
  @APIResponse(
      responseCode = "200",
      description = "Artefacts in the order of their deadlines",
      content = @Content(schema = @Schema(implementation = RetentionDto.ListDto.class)))
  public RetentionDto.ListDto held(
      @QueryParam("offset") @Nullable String offset, @QueryParam("limit") @Nullable String limit) {
    return list(Which.HELD, offset, limit);
  }

  @GET
  @Path("/dry-run")
  @Operation(
      operationId = "dryRunDeletion",
      summary = "What the sweep would delete until a time, under which rule, and when",
      description =
          "Asks as the sweep does and deletes nothing. What a legal hold keeps is not in it.")
  @APIResponse(
      responseCode = "200",
      description = "Artefacts in the order in which they would go",
      content = @Content(schema = @Schema(implementation = RetentionDto.ListDto.class)))
  public RetentionDto.ListDto dryRun(
      @Parameter(description = "From now on", schema = @Schema(format = "date-time"))
          @QueryParam("until")
          @Nullable String until,
      @QueryParam("offset") @Nullable String offset,
      @QueryParam("limit") @Nullable String limit) {
    return RetentionDto.ListDto.of(
        retention.dryRun(
            current.get(), time(until), PageNumbers.offset(offset), PageNumbers.limit(limit)));
  }

  @GET
  @Path("/dead-letters")
  @Operation(operationId = "listDeadLetters", summary = "Deletions that failed too often, and why")
  @APIResponse(
      responseCode = "200",
      description = "Those that are open, newest first",
      content = @Content(schema = @Schema(implementation = DeadLetterDto.ListDto.class)))
  public DeadLetterDto.ListDto deadLetters(
      @QueryParam("offset") @Nullable String offset, @QueryParam("limit") @Nullable String limit) {
    return new DeadLetterDto.ListDto(
        retention
            .deadLetters(current.get(), PageNumbers.offset(offset), PageNumbers.limit(limit))
            .stream()
            .map(DeadLetterDto::of)
            .toList());
  }

  @POST
  @Path("/dead-letters/{id}/requeue")
  @Operation(
      operationId = "requeueDeadLetter",
      summary = "Try a deletion again that failed too often",
      description =
          "It is due at once, as if it had never failed. If it fails on, there is another letter.")
  @Parameter(name = "id", example = "letter_0123456789abcdef0123456789abcdef")
  @APIResponse(
      responseCode = "200",
      description = "The letter, which this closes",
      content = @Content(schema = @Schema(implementation = DeadLetterDto.class)))
  public DeadLetterDto requeue(@PathParam("id") String id) {
    return DeadLetterDto.of(retention.requeue(current.get(), id));
  }

  @POST
  @Path("/events")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "reportRetentionEvent",
      summary = "Say that something happened from which windows run",
      description =
          "Windows of the jobs that wait for the event begin with it; a deadline can only come"
              + " sooner by that, and the first report counts. All jobs or none. Sent again it"
              + " changes nothing, so it needs no key to be safe.")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = EventRequests.Report.class)))
  @APIResponse(
      responseCode = "200",
      description = "What runs from the event, with the deadlines before and now",
      content = @Content(schema = @Schema(implementation = EventDto.class)))
  public EventDto report(InputStream body) {
    Caller caller = current.get();
    policy.current().of(caller.tenant()).require(caller, Permission.REPORT_EVENT);
    EventRequests.Wanted wanted = EventRequests.read(body);
    return EventDto.of(events.report(caller, wanted.event(), wanted.jobs(), wanted.occurredAt()));
  }

  private RetentionDto.ListDto list(Which which, @Nullable String offset, @Nullable String limit) {
    return RetentionDto.ListDto.of(
        retention.planned(
            current.get(), which, PageNumbers.offset(offset), PageNumbers.limit(limit)));
  }

  private static Instant time(@Nullable String text) {
    try {
      return Instant.parse(text == null ? "" : text);
    } catch (DateTimeException e) {
      throw malformed("/until");
    }
  }

  private static LetheException malformed(String place) {
    return new LetheException(
        ProblemCode.REQUEST_MALFORMED, List.of(new Detail(place, "malformed")));
  }
}
