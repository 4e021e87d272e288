package dev.lethe.api.policies;

import dev.lethe.api.PublicUrl;
import dev.lethe.api.Revisions;
import dev.lethe.api.openapi.Requests;
import dev.lethe.api.security.CurrentCaller;
import dev.lethe.policy.model.Permission;
import dev.lethe.policy.model.PolicyDocument;
import dev.lethe.policy.service.PolicyChanges;
import dev.lethe.policy.service.PolicyChanges.Proposed;
import dev.lethe.policy.service.PolicyGuard;
import dev.lethe.policy.service.PolicyService;
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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
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

/** Policy bundles, and changes of the one in force, each by two people. */
@Path("/policies")
@Tag(name = "policy")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class PoliciesResource {

  private static final String CHANGE = "pch_0123456789abcdef0123456789abcdef";

  @Inject PolicyChanges changes;
  @Inject PolicyGuard guard;
  @Inject PolicyService policy;
  @Inject CurrentCaller current;
  @Inject PublicUrl publicUrl;

  @GET
  @Path("/{version}")
  @Operation(operationId = "getPolicy", summary = "A policy bundle, rule by rule")
  @Parameter(name = "version", example = "1.0.0", description = "Its version, or its SHA-256")
  @APIResponse(
      responseCode = "200",
      description = "The bundle",
      content = @Content(schema = @Schema(implementation = PolicyDto.class)))
  public PolicyDto get(@PathParam("version") String version) {
    Caller caller = current.get();
    PolicyDocument document = changes.bundle(version);
    boolean inForce = document.files().sha256().equals(guard.document().files().sha256());
    return PolicyDto.of(document, inForce, caller.tenant());
  }

  @GET
  @Path("/changes")
  @Operation(operationId = "listPolicyChanges", summary = "All changes of the policy")
  @APIResponse(
      responseCode = "200",
      description = "The changes, newest first",
      content = @Content(schema = @Schema(implementation = PolicyChangeDto.ListDto.class)))
  public PolicyChangeDto.ListDto list() {
    return new PolicyChangeDto.ListDto(
        changes.list(current.get()).stream().map(PolicyChangeDto.ChangeDto::of).toList());
  }

  @POST
  @Path("/changes")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "proposePolicy",
      summary = "Propose another bundle",
      description =
          "Signed, and not weaker than the one in force unless a registered exception in it covers"
              + " each weaker rule. It waits for a second person.")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = Requests.PolicyBundle.class)))
  @APIResponse(
      responseCode = "201",
      description = "The change and the rules that it changes",
      headers = {
        @Header(name = "Location", schema = @Schema(type = SchemaType.STRING)),
        @Header(name = "ETag", schema = @Schema(type = SchemaType.STRING))
      },
      content = @Content(schema = @Schema(implementation = PolicyChangeDto.class)))
  public Response propose(InputStream body) {
    Caller caller = current.get();
    policy.current().require(caller, Permission.PROPOSE_POLICY);
    PolicyRequestReader.Bundle bundle = PolicyRequestReader.bundle(body);
    return created(changes.propose(caller, bundle.files(), bundle.envelope()));
  }

  @POST
  @Path("/{version}/rollback")
  @Operation(
      operationId = "rollBackPolicy",
      summary = "Propose to go back to a bundle that was in force; it waits for a second person")
  @Parameter(name = "version", description = "SHA-256 of the bundle", example = "0")
  @APIResponse(
      responseCode = "201",
      description = "The change and the rules that it changes",
      headers = {
        @Header(name = "Location", schema = @Schema(type = SchemaType.STRING)),
        @Header(name = "ETag", schema = @Schema(type = SchemaType.STRING))
      },
      content = @Content(schema = @Schema(implementation = PolicyChangeDto.class)))
  public Response rollBack(@PathParam("version") String sha256) {
    return created(changes.rollback(current.get(), sha256));
  }

  private Response created(Proposed proposed) {
    String address = publicUrl.of("/v1/policies/changes/" + proposed.proposal().id());
    return with(proposed, Response.created(URI.create(address)));
  }

  @GET
  @Path("/changes/{change}")
  @Operation(operationId = "getPolicyChange", summary = "A change and the rules that it changes")
  @Parameter(name = "change", example = CHANGE)
  @APIResponse(
      responseCode = "200",
      description = "The change",
      headers = @Header(name = "ETag", schema = @Schema(type = SchemaType.STRING)),
      content = @Content(schema = @Schema(implementation = PolicyChangeDto.class)))
  public Response change(@PathParam("change") String change) {
    return with(changes.get(current.get(), change), Response.ok());
  }

  @POST
  @Path("/changes/{change}/approval")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "approvePolicyChange",
      summary = "Approve a change that somebody else proposed")
  @Parameter(name = "change", example = CHANGE)
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = Requests.PolicyApproval.class)))
  @APIResponse(
      responseCode = "200",
      description = "The change, in force from its date",
      headers = @Header(name = "ETag", schema = @Schema(type = SchemaType.STRING)),
      content = @Content(schema = @Schema(implementation = PolicyChangeDto.class)))
  public Response approve(
      @PathParam("change") String change,
      @HeaderParam(HttpHeaders.IF_MATCH)
          @Parameter(description = "The ETag of what was looked at", example = "\"1\"")
          @Nullable String ifMatch,
      InputStream body) {
    Caller caller = decider();
    Optional<Instant> from = PolicyRequestReader.effectiveAt(body);
    return with(changes.decide(caller, change, Revisions.of(ifMatch), true, from), Response.ok());
  }

  @POST
  @Path("/changes/{change}/rejection")
  @Operation(
      operationId = "rejectPolicyChange",
      summary = "Reject a change that somebody else proposed")
  @Parameter(name = "change", example = CHANGE)
  @APIResponse(
      responseCode = "200",
      description = "The change",
      headers = @Header(name = "ETag", schema = @Schema(type = SchemaType.STRING)),
      content = @Content(schema = @Schema(implementation = PolicyChangeDto.class)))
  public Response reject(
      @PathParam("change") String change,
      @HeaderParam(HttpHeaders.IF_MATCH)
          @Parameter(description = "The ETag of what was looked at", example = "\"1\"")
          @Nullable String ifMatch) {
    Caller caller = decider();
    return with(
        changes.decide(caller, change, Revisions.of(ifMatch), false, Optional.empty()),
        Response.ok());
  }

  private Caller decider() {
    Caller caller = current.get();
    policy.current().require(caller, Permission.APPROVE_POLICY);
    return caller;
  }

  private static Response with(Proposed proposed, Response.ResponseBuilder answer) {
    return answer
        .tag(Integer.toString(proposed.proposal().revision()))
        .entity(PolicyChangeDto.of(proposed))
        .build();
  }
}
