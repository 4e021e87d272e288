package dev.lethe.api.problems;

import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The catalogue to which each problem's type points. */
@Path("/errors")
@Tag(name = "problems")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class ErrorsResource {

  @GET
  @Operation(operationId = "listErrors", summary = "All problems that callers can meet")
  @APIResponse(
      responseCode = "200",
      description = "The catalogue",
      content = @Content(schema = @Schema(implementation = CatalogueDto.class)))
  public CatalogueDto list() {
    return new CatalogueDto(
        Arrays.stream(ProblemCode.values()).map(ErrorsResource::entry).toList());
  }

  @GET
  @Path("/{code}")
  @Operation(operationId = "getError", summary = "One problem; each problem's type points here")
  @Parameter(name = "code", example = "not-found")
  @APIResponse(
      responseCode = "200",
      description = "The problem",
      content = @Content(schema = @Schema(implementation = CatalogueEntryDto.class)))
  public CatalogueEntryDto one(@PathParam("code") String code) {
    return Arrays.stream(ProblemCode.values())
        .filter(known -> known.code().equals(code))
        .findFirst()
        .map(ErrorsResource::entry)
        .orElseThrow(() -> new LetheException(ProblemCode.NOT_FOUND));
  }

  private static CatalogueEntryDto entry(ProblemCode code) {
    return new CatalogueEntryDto(Problem.path(code), code.code(), code.status(), code.title());
  }

  /** All problems. */
  @Schema(name = "ProblemCatalogue", description = "All problems")
  public record CatalogueDto(List<CatalogueEntryDto> problems) {}

  /** One problem. */
  @JsonbPropertyOrder({"type", "code", "status", "title"})
  @Schema(name = "ProblemKind", description = "A problem that can be met")
  public record CatalogueEntryDto(String type, String code, int status, String title) {}
}
