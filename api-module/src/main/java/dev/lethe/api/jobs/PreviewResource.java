package dev.lethe.api.jobs;

import dev.lethe.api.security.CurrentCaller;
import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.Preview;
import dev.lethe.jobs.service.JobService;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.LetheException.Detail;
import dev.lethe.problem.model.ProblemCode;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Pages with everything covered that is sensitive. */
@Path("/ocr/jobs/{id}/preview")
@Tag(name = "jobs")
@RequestScoped
public class PreviewResource {

  static final String PDF = "application/pdf";
  static final String PNG = "image/png";

  @Inject JobService jobs;
  @Inject CurrentCaller current;
  @Context HttpHeaders headers;

  /** All pages as PDF, or one page as PNG: when one is asked for, or when only PNG is accepted. */
  @GET
  @Produces({PDF, PNG})
  @Operation(
      operationId = "previewJob",
      summary = "Redacted pages, made of pixels",
      description =
          "All pages as PDF, or one page as PNG when a page is asked for or only PNG is accepted.")
  @Parameter(name = "id", example = JobsResource.ID)
  @Parameter(
      name = "page",
      in = ParameterIn.QUERY,
      description = "From 1",
      schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "999999"))
  @APIResponse(
      responseCode = "200",
      description = "The pages, with everything covered that is sensitive",
      content = {
        @Content(mediaType = PDF, schema = @Schema(type = SchemaType.STRING, format = "binary")),
        @Content(mediaType = PNG, schema = @Schema(type = SchemaType.STRING, format = "binary"))
      })
  public Response get(@PathParam("id") String id, @QueryParam("page") @Nullable String page) {
    JobId job = JobsResource.jobId(id);
    Preview preview = jobs.preview(current.get(), job, wanted(page));
    return Response.ok(preview.bytes(), preview.mediaType())
        .header(HttpHeaders.CONTENT_DISPOSITION, "inline")
        .build();
  }

  private Optional<Integer> wanted(@Nullable String page) {
    if (page != null) {
      if (!accepts(PNG)) {
        throw new LetheException(ProblemCode.NOT_ACCEPTABLE);
      }
      return Optional.of(number(page));
    }
    return accepts(PDF) ? Optional.empty() : Optional.of(1);
  }

  private boolean accepts(String type) {
    MediaType wanted = MediaType.valueOf(type);
    return headers.getAcceptableMediaTypes().stream().anyMatch(wanted::isCompatible);
  }

  private static int number(String page) {
    if (!page.matches("[1-9][0-9]{0,5}")) {
      throw new LetheException(
          ProblemCode.REQUEST_MALFORMED, List.of(new Detail("", "page-malformed")));
    }
    return Integer.parseInt(page);
  }
}
