package dev.lethe.api.openapi;

import dev.lethe.api.problems.Problem;
import dev.lethe.problem.model.ProblemCode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.examples.Example;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** Problems, which are written by hand and so are described by hand. */
final class ProblemSchemas {

  private static final String INSTANCE = "urn:uuid:5f0c2d3e-7a41-4c59-9a8e-2f1b6f6d0c11";

  private ProblemSchemas() {}

  static Schema problem() {
    Schema type = text("Where the problem is explained").format("uri-reference");
    Schema code = text("The stable code");
    Arrays.stream(ProblemCode.values()).map(ProblemCode::code).forEach(code::addEnumeration);
    Schema status =
        OASFactory.createSchema()
            .type(List.of(SchemaType.INTEGER))
            .description("The HTTP status again");
    Schema errors =
        OASFactory.createSchema()
            .type(List.of(SchemaType.ARRAY))
            .description("Where in the request the problem lies; never what was there")
            .items(OASFactory.createSchema().ref("#/components/schemas/ProblemError"));
    Schema retention = OASFactory.createSchema().ref("#/components/schemas/Retention");
    return object("A problem (RFC 9457). It repeats nothing of the request.")
        .addProperty("type", type)
        .addProperty("title", text("One fixed sentence"))
        .addProperty("status", status)
        .addProperty("code", code)
        .addProperty("instance", text("Random name of this occurrence").format("uri"))
        .addProperty("errors", errors)
        .addProperty("retention", retention)
        .required(List.of("type", "title", "status", "code", "instance", "errors"));
  }

  static Schema error() {
    return object("A place and a reason")
        .addProperty("pointer", text("JSON Pointer of known names and indexes, or empty"))
        .addProperty("reason", text("Stable code").pattern("^[a-z][a-z0-9-]*$"))
        .required(List.of("pointer", "reason"));
  }

  static Map<String, Example> examples(Set<ProblemCode> codes) {
    Map<String, Example> examples = new LinkedHashMap<>();
    codes.forEach(
        code -> examples.put(code.code(), OASFactory.createExample().value(example(code))));
    return examples;
  }

  private static Map<String, Object> example(ProblemCode code) {
    Map<String, Object> example = new LinkedHashMap<>();
    example.put("type", Problem.path(code));
    example.put("title", code.title());
    example.put("status", code.status());
    example.put("code", code.code());
    example.put("instance", INSTANCE);
    example.put("errors", List.of());
    return example;
  }

  private static Schema object(String description) {
    return OASFactory.createSchema().type(List.of(SchemaType.OBJECT)).description(description);
  }

  private static Schema text(String description) {
    return OASFactory.createSchema().type(List.of(SchemaType.STRING)).description(description);
  }
}
