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

/** The catalogue to which each problem's type points. */
@Path("/errors")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class ErrorsResource {

  @GET
  public CatalogueDto list() {
    return new CatalogueDto(
        Arrays.stream(ProblemCode.values()).map(ErrorsResource::entry).toList());
  }

  @GET
  @Path("/{code}")
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
  public record CatalogueDto(List<CatalogueEntryDto> problems) {}

  /** One problem. */
  @JsonbPropertyOrder({"type", "code", "status", "title"})
  public record CatalogueEntryDto(String type, String code, int status, String title) {}
}
