package dev.lethe.api.uploads;

import dev.lethe.api.ContentLimits;
import dev.lethe.api.security.CurrentCaller;
import dev.lethe.intake.model.DirectSlot;
import dev.lethe.intake.model.UploadSlot;
import dev.lethe.intake.service.UploadService;
import dev.lethe.policy.model.Permission;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.Caller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Short-lived, write-only, single-use places for a document. */
@Path("/uploads")
@Tag(name = "uploads")
@RequestScoped
public class UploadsResource {

  @Inject UploadService uploads;
  @Inject PolicyService policy;
  @Inject CurrentCaller current;
  @Inject SlotAddress addresses;
  @Inject ContentLimits limits;

  @POST
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "openUpload",
      summary = "Open a short-lived, single-use, write-only place for a document")
  @APIResponse(
      responseCode = "201",
      description = "The slot",
      headers = @Header(name = "Location", schema = @Schema(type = SchemaType.STRING)),
      content = @Content(schema = @Schema(implementation = SlotDto.class)))
  public Response open() {
    Caller caller = current.get();
    policy.current().of(caller.tenant()).require(caller, Permission.SUBMIT);
    UploadSlot slot = uploads.open(caller);
    String address = addresses.of(slot.token());
    return Response.created(URI.create(address))
        .entity(new SlotDto(address, "PUT", 1, slot.expiresAt(), slot.maxBytes()))
        .build();
  }

  @POST
  @Path("/direct")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "openDirectUpload",
      summary = "Open such a place at the document store itself",
      description =
          "The document is encrypted to the slot's key before it is sent, and the store takes it"
              + " without reading it. Only where the store has it and the operator allows it.")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = DirectSlotRequest.class)))
  @APIResponse(
      responseCode = "201",
      description = "The slot",
      headers = @Header(name = "Location", schema = @Schema(type = SchemaType.STRING)),
      content = @Content(schema = @Schema(implementation = DirectSlotDto.class)))
  public Response openDirect(InputStream body) {
    Caller caller = current.get();
    policy.current().of(caller.tenant()).require(caller, Permission.SUBMIT);
    DirectSlot opened = uploads.openDirect(caller, DirectSlotRequest.read(body));
    String address = addresses.of(opened.slot().token());
    return Response.created(URI.create(address)).entity(dto(address, opened)).build();
  }

  private static DirectSlotDto dto(String address, DirectSlot opened) {
    return new DirectSlotDto(
        address,
        1,
        opened.slot().expiresAt(),
        new DirectSlotDto.Upload(
            "PUT", opened.request().url().toString(), opened.request().headers(), opened.bytes()),
        new DirectSlotDto.Encryption(
            "hpke-x25519-hkdf-sha256-aes-256-gcm",
            Base64.getEncoder().encodeToString(opened.publicKey())));
  }

  @PUT
  @Path("/{token}")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      operationId = "fillUpload",
      summary = "Fill a slot, once",
      description =
          "The address is the whole authority; it needs no token and allows nothing else.")
  @Parameter(name = "token", example = "c3ludGhldGljLXNsb3QtdG9rZW4tb2Ytbm8tdXNlLS0")
  @Parameter(
      name = "Content-Digest",
      in = ParameterIn.HEADER,
      description = "sha-256 or sha-512 of the content (RFC 9530)",
      schema = @Schema(type = SchemaType.STRING))
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = "*/*",
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  @APIResponse(responseCode = "204", description = "Taken")
  public Response fill(
      @PathParam("token") String token,
      @HeaderParam("Content-Digest") @Nullable String digest,
      @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_LENGTH) @Nullable String length,
      InputStream content) {
    if (!SlotAddress.isToken(token)) {
      throw new LetheException(ProblemCode.NOT_FOUND);
    }
    limits.checkDocument(length);
    uploads.fill(token, content, Optional.ofNullable(digest));
    return Response.noContent().build();
  }
}
