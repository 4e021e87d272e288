package dev.lethe.api.jobs;

import dev.lethe.api.security.CurrentCaller;
import dev.lethe.jobs.service.EvidenceService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How a job was dealt with. */
@Path("/ocr/jobs/{id}/evidence")
@Tag(name = "jobs")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class EvidenceResource {

  @Inject EvidenceService evidence;
  @Inject CurrentCaller current;

  @GET
  @Operation(
      operationId = "getJobEvidence",
      summary = "The nine stages of a job, and everything and everybody that handled it",
      description =
          "Codes, times and hashes, never content. It is there for as long as the job's audit trail"
              + " is kept, also when the job and all its content are deleted.")
  @Parameter(name = "id", example = JobsResource.ID)
  @APIResponse(
      responseCode = "200",
      description = "The evidence",
      content = @Content(schema = @Schema(implementation = EvidenceDto.class)))
  public EvidenceDto get(@PathParam("id") String id) {
    return EvidenceDto.of(evidence.of(current.get(), JobsResource.jobId(id)));
  }
}
