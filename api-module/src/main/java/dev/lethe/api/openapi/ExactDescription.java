package dev.lethe.api.openapi;

import dev.lethe.api.problems.Problem;
import dev.lethe.problem.model.ProblemCode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * Completes what the annotations say, in the same way for every operation and schema: no object has
 * properties beyond those described, every answer has all of them, and each operation lists all its
 * problems.
 */
public class ExactDescription implements OASFilter {

  private static final String PROBLEM = "Problem";
  private static final String PROBLEM_REF = "#/components/schemas/Problem";

  @Override
  public void filterOpenAPI(OpenAPI api) {
    Components components = api.getComponents();
    components.addSchema("ProblemError", ProblemSchemas.error());
    components.addSchema(PROBLEM, ProblemSchemas.problem());
    RequestItems.join(components.getSchemas());
    components.getSchemas().values().forEach(ExactDescription::close);
    RequestItems.describe(components.getSchemas());
    api.getPaths()
        .getPathItems()
        .values()
        .forEach(path -> path.getOperations().values().forEach(ExactDescription::complete));
  }

  /** Only described properties; what an answer describes is always there. */
  private static void close(Schema schema) {
    Map<String, Schema> properties = schema.getProperties();
    if (properties == null) {
      return;
    }
    // the scanner calls an optional object an object, which null is not
    properties.values().stream()
        .filter(property -> property.getAnyOf() != null)
        .forEach(property -> property.setType(null));
    schema.setAdditionalPropertiesSchema(OASFactory.createSchema().booleanSchema(false));
    if (schema.getRequired() == null) {
      schema.setRequired(new ArrayList<>(properties.keySet()));
    }
  }

  private static void complete(Operation operation) {
    OperationProblems.Guard guard = OperationProblems.of(operation.getOperationId());
    if (guard.open()) {
      operation.setSecurity(new ArrayList<>());
    } else {
      operation.addExtension("x-roles", guard.roles().stream().map(role -> role.claim()).toList());
    }
    byStatus(guard.problems())
        .forEach(
            (status, codes) ->
                operation.getResponses().addAPIResponse(status.toString(), response(codes)));
  }

  private static Map<Integer, Set<ProblemCode>> byStatus(Set<ProblemCode> codes) {
    return codes.stream()
        .collect(
            Collectors.groupingBy(
                ProblemCode::status,
                TreeMap::new,
                Collectors.toCollection(() -> EnumSet.noneOf(ProblemCode.class))));
  }

  private static APIResponse response(Set<ProblemCode> codes) {
    APIResponse response =
        OASFactory.createAPIResponse()
            .description(codes.stream().map(ProblemCode::code).collect(Collectors.joining(", ")))
            .content(
                OASFactory.createContent()
                    .addMediaType(
                        Problem.MEDIA_TYPE,
                        OASFactory.createMediaType()
                            .schema(OASFactory.createSchema().ref(PROBLEM_REF))
                            .examples(ProblemSchemas.examples(codes))));
    int status = codes.iterator().next().status();
    if (status == 401) {
      response.addHeader("WWW-Authenticate", text("How to say who you are"));
    } else if (status == 429 || status == 503) {
      response.addHeader("Retry-After", text("Seconds until it is worth another try"));
    }
    return response;
  }

  private static Header text(String description) {
    return OASFactory.createHeader()
        .description(description)
        .schema(OASFactory.createSchema().type(List.of(Schema.SchemaType.STRING)));
  }
}
