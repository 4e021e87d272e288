package dev.lethe.api.policies;

import dev.lethe.api.security.CurrentCaller;
import dev.lethe.policy.model.Cell;
import dev.lethe.policy.model.ProcessingRecord;
import dev.lethe.policy.service.PolicyService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The record of processing activities that a controller has to keep, told from what runs. */
@Path("/processing-record")
@Tag(name = "policy")
@RequestScoped
public class ProcessingRecordResource {

  static final String CSV = "text/csv";

  @Inject PolicyService policy;
  @Inject Cell cell;
  @Inject CurrentCaller current;

  @GET
  @Produces({MediaType.APPLICATION_JSON, CSV})
  @Operation(
      operationId = "getProcessingRecord",
      summary = "The record of processing activities (GDPR Art. 30)",
      description = "With the caller's tenant's own rules. As CSV it has a line for each purpose.")
  @APIResponse(
      responseCode = "200",
      description = "Told from the running configuration",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = ProcessingRecordDto.class)),
        @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING))
      })
  public Response get(@Context HttpHeaders headers) {
    ProcessingRecordDto record =
        ProcessingRecordDto.of(
            ProcessingRecord.of(policy.current().of(current.get().tenant()), cell));
    boolean csv =
        headers.getAcceptableMediaTypes().stream()
            .findFirst()
            .map(type -> type.toString().startsWith(CSV))
            .orElse(false);
    return csv
        ? Response.ok(record.csv().getBytes(StandardCharsets.UTF_8), CSV)
            .header(
                HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"processing-record.csv\"")
            .build()
        : Response.ok(record, MediaType.APPLICATION_JSON).build();
  }
}
