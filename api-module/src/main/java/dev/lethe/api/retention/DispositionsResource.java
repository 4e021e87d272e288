package dev.lethe.api.retention;

import dev.lethe.api.PublicUrl;
import dev.lethe.api.Revisions;
import dev.lethe.api.openapi.Patterns;
import dev.lethe.api.security.CurrentCaller;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.Permission;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.LetheException.Detail;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.retention.model.Disposition;
import dev.lethe.retention.model.DispositionFilter;
import dev.lethe.retention.model.DispositionId;
import dev.lethe.retention.service.DispositionService;
import dev.lethe.retention.service.DispositionService.View;
import dev.lethe.retention.service.DispositionService.Wish;
import dev.lethe.tenancy.model.Caller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What people look at before it goes, and what they decide without seeing it. */
@Path("/retention/dispositions")
@Tag(name = "retention")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class DispositionsResource {

  private static final String ID = "disp_0123456789abcdef0123456789abcdef";

  @Inject DispositionService dispositions;
  @Inject PolicyService policy;
  @Inject CurrentCaller current;
  @Inject PublicUrl publicUrl;

  @GET
  @Operation(
      operationId = "listDispositions",
      summary = "Reviews of what is due, next deadline first",
      description = "By ids, codes and counts. The next page is where 'next' points to.")
  @APIResponse(
      responseCode = "200",
      description = "A page of the list",
      content = @Content(schema = @Schema(implementation = DispositionDto.ListDto.class)))
  public DispositionDto.ListDto list(
      @Parameter(
              schema =
                  @Schema(
                      enumeration = {
                        "scheduled",
                        "pending",
                        "approved",
                        "lapsed",
                        "superseded",
                        "deleted"
                      }))
          @QueryParam("state")
          @Nullable String state,
      @Parameter(schema = @Schema(enumeration = {"source", "fields"})) @QueryParam("artefact")
          @Nullable String artefact,
      @Parameter(description = "Those that go before then", schema = @Schema(format = "date-time"))
          @QueryParam("due_before")
          @Nullable String dueBefore,
      @Parameter(schema = @Schema(pattern = Patterns.NAME)) @QueryParam("document_class")
          @Nullable String documentClass,
      @Parameter(
              description = "Id of the last one of the page before",
              schema = @Schema(pattern = Patterns.DISPOSITION))
          @QueryParam("after")
          @Nullable String after,
      @QueryParam("limit") @Nullable String limit) {
    DispositionFilter filter =
        new DispositionFilter(
            parsed(state, "/state", Disposition.State::ofApiName),
            parsed(artefact, "/artefact", DispositionsResource::artefact),
            parsed(dueBefore, "/due_before", Instant::parse),
            parsed(documentClass, "/document_class", text -> new DocumentClass(text).name()));
    int most = PageNumbers.limit(limit);
    List<View> found =
        dispositions.list(
            current.get(), filter, parsed(after, "/after", DispositionId::new), most + 1);
    List<View> page = found.subList(0, Math.min(most, found.size()));
    return new DispositionDto.ListDto(
        page.stream().map(view -> DispositionDto.of(view, List.of())).toList(),
        found.size() > most ? next(filter, page.get(most - 1), most) : null);
  }

  private String next(DispositionFilter filter, View last, int limit) {
    StringBuilder query = new StringBuilder("/v1/retention/dispositions?limit=").append(limit);
    filter.state().ifPresent(state -> add(query, "state", state.apiName()));
    filter.artefact().ifPresent(artefact -> add(query, "artefact", artefact.apiName()));
    filter.dueBefore().ifPresent(due -> add(query, "due_before", due.toString()));
    filter.label().ifPresent(label -> add(query, "document_class", label));
    add(query, "after", last.disposition().id().value());
    return publicUrl.of(query.toString());
  }

  private static void add(StringBuilder query, String name, String value) {
    query
        .append('&')
        .append(name)
        .append('=')
        .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getDisposition", summary = "A review and what was decided so far")
  @Parameter(name = "id", example = ID)
  @APIResponse(
      responseCode = "200",
      description = "The review",
      headers = @Header(name = "ETag", schema = @Schema(type = SchemaType.STRING)),
      content = @Content(schema = @Schema(implementation = DispositionDto.class)))
  public Response get(@PathParam("id") String id) {
    Caller caller = current.get();
    return answer(caller, dispositions.get(caller, dispositionId(id)));
  }

  @POST
  @Path("/{id}/decision")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "decideDisposition",
      summary = "Approve, extend, relabel or reassign",
      description =
          "By somebody who has a role of the stage and none that sees content, and who neither"
              + " asked for the job nor decided the stage before. The last approval makes it due;"
              + " an extension or another class never goes past the cap.")
  @Parameter(name = "id", example = ID)
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = DispositionRequests.Decision.class)))
  @APIResponse(
      responseCode = "200",
      description = "The review as it stands now",
      headers = @Header(name = "ETag", schema = @Schema(type = SchemaType.STRING)),
      content = @Content(schema = @Schema(implementation = DispositionDto.class)))
  public Response decide(
      @PathParam("id") String id,
      @HeaderParam(HttpHeaders.IF_MATCH)
          @Parameter(description = "The ETag of what was looked at", example = "\"1\"")
          @Nullable String ifMatch,
      InputStream body) {
    Caller caller = current.get();
    policy.current().of(caller.tenant()).require(caller, Permission.REVIEW_DISPOSITION);
    Wish wish = DispositionRequests.read(body);
    return answer(
        caller, dispositions.decide(caller, dispositionId(id), Revisions.of(ifMatch), wish));
  }

  private Response answer(Caller caller, View view) {
    Disposition of = view.disposition();
    return Response.ok(DispositionDto.of(view, dispositions.steps(caller, of.id())))
        .tag(Integer.toString(of.revision()))
        .build();
  }

  private static DispositionId dispositionId(String id) {
    try {
      return new DispositionId(id);
    } catch (IllegalArgumentException malformed) {
      throw new LetheException(ProblemCode.NOT_FOUND);
    }
  }

  private static ArtefactClass artefact(String name) {
    for (ArtefactClass artefact : ArtefactClass.values()) {
      if (artefact.apiName().equals(name)) {
        return artefact;
      }
    }
    throw new IllegalArgumentException("not a class of artefacts");
  }

  private static <T> Optional<T> parsed(
      @Nullable String text, String place, Function<String, T> parser) {
    try {
      return Optional.ofNullable(text).map(parser);
    } catch (IllegalArgumentException | java.time.DateTimeException e) {
      throw new LetheException(
          ProblemCode.REQUEST_MALFORMED, List.of(new Detail(place, "malformed")));
    }
  }
}
