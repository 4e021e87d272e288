package dev.lethe.api.consents;

import dev.lethe.api.PublicUrl;
import dev.lethe.api.security.CurrentCaller;
import dev.lethe.consent.model.ConsentId;
import dev.lethe.consent.model.ConsentRecord;
import dev.lethe.consent.service.ConsentService;
import dev.lethe.consent.service.ConsentService.Key;
import dev.lethe.consent.service.ConsentService.Recorded;
import dev.lethe.policy.model.Permission;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.LetheException.Detail;
import dev.lethe.problem.model.ProblemCode;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
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

/** Consents and other legal bases that jobs refer to. */
@Path("/consents")
@Tag(name = "consents")
@RequestScoped
public class ConsentsResource {

  static final String ID = "con_0123456789abcdef0123456789abcdef";
  static final String LD_JSON = "application/ld+json";
  private static final String KEY = "Idempotency-Key";
  private static final int MAX_KEY = 128;
  private static final int MAX_BODY = 1 << 16;

  @Inject ConsentService consents;
  @Inject CurrentCaller current;
  @Inject PolicyService policy;
  @Inject PublicUrl publicUrl;
  @Inject Clock clock;

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "recordConsent",
      summary = "Record a consent or another legal basis",
      description =
          "The fields are those of ISO/IEC TS 27560:2023. Flags that are not given are off. Of the"
              + " name of the data subject only a keyed hash is kept.")
  @Parameter(
      name = KEY,
      in = ParameterIn.HEADER,
      description = "Sent again with the same request, it gives the same record",
      schema = @Schema(type = SchemaType.STRING, minLength = 1, maxLength = MAX_KEY),
      example = "order-0042-consent")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = ConsentRequests.Consent.class)))
  @APIResponse(
      responseCode = "200",
      description = "Recorded before, with the same key",
      content = @Content(schema = @Schema(implementation = ConsentDto.class)))
  @APIResponse(
      responseCode = "201",
      description = "Recorded",
      headers = @Header(name = "Location", schema = @Schema(type = SchemaType.STRING)),
      content = @Content(schema = @Schema(implementation = ConsentDto.class)))
  public Response record(@HeaderParam(KEY) @Nullable String key, InputStream body) {
    Caller caller = current.get();
    policy.current().of(caller.tenant()).require(caller, Permission.RECORD_CONSENT);
    byte[] content = content(body);
    Recorded recorded =
        consents.record(
            caller,
            ConsentRequestReader.read(new ByteArrayInputStream(content)),
            Optional.ofNullable(key).map(sent -> key(sent, content)));
    ConsentDto answer = dto(recorded.record());
    return recorded.again()
        ? Response.ok(answer).build()
        : Response.created(URI.create(address(recorded.record().id()))).entity(answer).build();
  }

  private static byte[] content(InputStream body) {
    try {
      byte[] content = body.readNBytes(MAX_BODY + 1);
      if (content.length > MAX_BODY) {
        throw malformed("json-too-large");
      }
      return content;
    } catch (IOException broken) {
      throw malformed("body-incomplete");
    }
  }

  private static Key key(String sent, byte[] content) {
    if (!sent.matches("[!-~]{1," + MAX_KEY + "}")) {
      throw malformed("idempotency-key-malformed");
    }
    return new Key(sent, new String(content, StandardCharsets.ISO_8859_1));
  }

  @GET
  @Path("/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "getConsent", summary = "A record of the ledger")
  @Parameter(name = "id", example = ID)
  @APIResponse(
      responseCode = "200",
      description = "The record",
      content = @Content(schema = @Schema(implementation = ConsentDto.class)))
  public ConsentDto get(@PathParam("id") String id) {
    return dto(consents.get(current.get(), consentId(id)));
  }

  @GET
  @Path("/{id}/receipt")
  @Produces(LD_JSON)
  @Operation(
      operationId = "getConsentReceipt",
      summary = "The receipt of a record",
      description =
          "JSON-LD in the terms of the Data Privacy Vocabulary, by its profile of ISO/IEC TS"
              + " 27560:2023.")
  @Parameter(name = "id", example = ID)
  @APIResponse(
      responseCode = "200",
      description = "The receipt",
      content = @Content(mediaType = LD_JSON, schema = @Schema(type = SchemaType.OBJECT)))
  public byte[] receipt(@PathParam("id") String id) {
    ConsentId consent = consentId(id);
    return consents
        .receipt(current.get(), consent, address(consent))
        .getBytes(StandardCharsets.UTF_8);
  }

  private ConsentDto dto(ConsentRecord record) {
    return ConsentDto.of(record, address(record.id()) + "/receipt", clock.instant());
  }

  private String address(ConsentId id) {
    return publicUrl.of("/v1/consents/" + id.value());
  }

  static ConsentId consentId(String id) {
    try {
      return new ConsentId(id);
    } catch (IllegalArgumentException malformed) {
      throw new LetheException(ProblemCode.NOT_FOUND);
    }
  }

  private static LetheException malformed(String reason) {
    return new LetheException(ProblemCode.REQUEST_MALFORMED, List.of(new Detail("", reason)));
  }
}
