package dev.lethe.api.retention;

import dev.lethe.api.PublicUrl;
import dev.lethe.api.security.CurrentCaller;
import dev.lethe.policy.model.Permission;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.retention.model.HoldId;
import dev.lethe.retention.service.HoldService;
import dev.lethe.tenancy.model.Caller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Legal holds: what is kept beyond its deadline, by two people each way. */
@Path("/holds")
@Tag(name = "retention")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class HoldsResource {

  private static final String ID = "hold_0123456789abcdef0123456789abcdef";
  private static final int MOST = 500;

  @Inject HoldService holds;
  @Inject PolicyService policy;
  @Inject CurrentCaller current;
  @Inject PublicUrl publicUrl;

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "placeHold",
      summary = "Place a legal hold",
      description =
          "It keeps all in its scope from the answer on, also what comes into it later, and waits"
              + " for a second person to confirm it. A hold on a class of documents also keeps"
              + " what has no known class, until another class is found. Deadlines go on; what passes them is deleted"
              + " when the hold ends.")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = HoldRequests.Hold.class)))
  @APIResponse(
      responseCode = "201",
      description = "The hold",
      headers = @Header(name = "Location", schema = @Schema(type = SchemaType.STRING)),
      content = @Content(schema = @Schema(implementation = HoldDto.class)))
  public Response place(InputStream body) {
    Caller caller = current.get();
    policy.current().of(caller.tenant()).require(caller, Permission.PLACE_HOLD);
    HoldDto hold = HoldDto.of(holds.place(caller, HoldRequestReader.hold(body)));
    return Response.created(URI.create(publicUrl.of("/v1/holds/" + hold.id())))
        .entity(hold)
        .build();
  }

  @GET
  @Operation(operationId = "listHolds", summary = "Legal holds, the newest 500")
  @APIResponse(
      responseCode = "200",
      description = "Holds, newest first",
      content = @Content(schema = @Schema(implementation = HoldDto.ListDto.class)))
  public HoldDto.ListDto list() {
    return new HoldDto.ListDto(
        holds.list(current.get(), 0, MOST).stream().map(HoldDto::of).toList());
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getHold", summary = "A legal hold and how much it keeps")
  @Parameter(name = "id", example = ID)
  @APIResponse(
      responseCode = "200",
      description = "The hold",
      content = @Content(schema = @Schema(implementation = HoldDto.class)))
  public HoldDto get(@PathParam("id") String id) {
    return HoldDto.of(holds.get(current.get(), holdId(id)));
  }

  @POST
  @Path("/{id}/approval")
  @Operation(
      operationId = "approveHold",
      summary = "Agree to what somebody else asked for: the hold, or its release",
      description = "After a release, what is past its deadline is deleted by the next sweep.")
  @Parameter(name = "id", example = ID)
  @APIResponse(
      responseCode = "200",
      description = "The hold",
      content = @Content(schema = @Schema(implementation = HoldDto.class)))
  public HoldDto approve(@PathParam("id") String id) {
    return HoldDto.of(holds.decide(current.get(), holdId(id), true));
  }

  @POST
  @Path("/{id}/rejection")
  @Operation(
      operationId = "rejectHold",
      summary = "Refuse what somebody else asked for: the hold, or its release")
  @Parameter(name = "id", example = ID)
  @APIResponse(
      responseCode = "200",
      description = "The hold",
      content = @Content(schema = @Schema(implementation = HoldDto.class)))
  public HoldDto reject(@PathParam("id") String id) {
    return HoldDto.of(holds.decide(current.get(), holdId(id), false));
  }

  @POST
  @Path("/{id}/release")
  @Operation(
      operationId = "releaseHold",
      summary = "Ask to end a hold; it keeps until a second person agrees")
  @Parameter(name = "id", example = ID)
  @APIResponse(
      responseCode = "200",
      description = "The hold",
      content = @Content(schema = @Schema(implementation = HoldDto.class)))
  public HoldDto release(@PathParam("id") String id) {
    return HoldDto.of(holds.requestRelease(current.get(), holdId(id)));
  }

  @PUT
  @Path("/{id}/review")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "reviewHold",
      summary = "Note that a hold is still needed, and when that is looked at again")
  @Parameter(name = "id", example = ID)
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = HoldRequests.Review.class)))
  @APIResponse(
      responseCode = "200",
      description = "The hold",
      content = @Content(schema = @Schema(implementation = HoldDto.class)))
  public HoldDto review(@PathParam("id") String id, InputStream body) {
    Caller caller = current.get();
    policy.current().of(caller.tenant()).require(caller, Permission.PLACE_HOLD);
    return HoldDto.of(holds.review(caller, holdId(id), HoldRequestReader.review(body)));
  }

  private static HoldId holdId(String id) {
    try {
      return new HoldId(id);
    } catch (IllegalArgumentException malformed) {
      throw new LetheException(ProblemCode.NOT_FOUND);
    }
  }
}
