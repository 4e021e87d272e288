package dev.lethe.api.uploads;

import dev.lethe.api.ContentLimits;
import dev.lethe.api.security.CurrentCaller;
import dev.lethe.intake.model.UploadSlot;
import dev.lethe.intake.service.UploadService;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Role;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Short-lived, write-only, single-use places for a document. */
@Path("/uploads")
@RequestScoped
public class UploadsResource {

  @Inject UploadService uploads;
  @Inject CurrentCaller current;
  @Inject SlotAddress addresses;
  @Inject ContentLimits limits;

  @POST
  @Produces(MediaType.APPLICATION_JSON)
  public Response open() {
    Caller caller = current.get();
    caller.requireAny(Role.SUBMITTER);
    UploadSlot slot = uploads.open(caller);
    String address = addresses.of(slot.token());
    return Response.created(URI.create(address))
        .entity(new SlotDto(address, "PUT", 1, slot.expiresAt(), slot.maxBytes()))
        .build();
  }

  @PUT
  @Path("/{token}")
  @Consumes(MediaType.WILDCARD)
  public Response fill(
      @PathParam("token") String token,
      @HeaderParam("Content-Digest") @Nullable String digest,
      @HeaderParam(HttpHeaders.CONTENT_LENGTH) @Nullable String length,
      InputStream content) {
    if (!SlotAddress.isToken(token)) {
      throw new LetheException(ProblemCode.NOT_FOUND);
    }
    limits.checkDocument(length);
    uploads.fill(token, content, Optional.ofNullable(digest));
    return Response.noContent().build();
  }
}
