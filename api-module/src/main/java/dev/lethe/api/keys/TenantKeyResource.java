package dev.lethe.api.keys;

import dev.lethe.api.security.CurrentCaller;
import dev.lethe.keys.service.TenantKeyService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The tenant's root key, under which all it keeps is sealed. */
@Path("/tenant-key")
@Tag(name = "retention")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class TenantKeyResource {

  @Inject TenantKeyService keys;
  @Inject CurrentCaller current;

  @GET
  @Operation(operationId = "getTenantKey", summary = "How the tenant's root key is")
  @APIResponse(
      responseCode = "200",
      description = "The key",
      content = @Content(schema = @Schema(implementation = TenantKeyDto.class)))
  public TenantKeyDto get() {
    return TenantKeyDto.of(keys.status(current.get()));
  }

  @POST
  @Path("/rotation")
  @Operation(
      operationId = "rotateTenantKey",
      summary = "Make a new version of the root key",
      description =
          "It wraps from now on. What older versions wrap is wrapped anew in the background,"
              + " documents and their keys stay untouched, and a version that wraps nothing any"
              + " more is destroyed.")
  @APIResponse(
      responseCode = "200",
      description = "The key",
      content = @Content(schema = @Schema(implementation = TenantKeyDto.class)))
  public TenantKeyDto rotate() {
    return TenantKeyDto.of(keys.rotate(current.get()));
  }

  @POST
  @Path("/revocation")
  @Operation(
      operationId = "revokeTenantKey",
      summary = "Make everything of the tenant unreadable",
      description =
          "From the answer on no server uses the key: nothing is opened, sealed or taken in. What"
              + " falls due is deleted as ever, which needs no key.")
  @APIResponse(
      responseCode = "200",
      description = "The key",
      content = @Content(schema = @Schema(implementation = TenantKeyDto.class)))
  public TenantKeyDto revoke() {
    return TenantKeyDto.of(keys.revoke(current.get()));
  }

  @DELETE
  @Path("/revocation")
  @Operation(operationId = "enableTenantKey", summary = "Allow the use of the root key again")
  @APIResponse(
      responseCode = "200",
      description = "The key",
      content = @Content(schema = @Schema(implementation = TenantKeyDto.class)))
  public TenantKeyDto enable() {
    return TenantKeyDto.of(keys.enable(current.get()));
  }
}
