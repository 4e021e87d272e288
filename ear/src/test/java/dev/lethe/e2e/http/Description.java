package dev.lethe.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.lethe.e2e.ApiCalls;
import dev.lethe.e2e.RunningSystem;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The description that the running server serves, to hold its answers against. */
final class Description {

  private static final Set<String> METHODS =
      Set.of("get", "post", "put", "delete", "patch", "head");
  private static final Description SERVED = new Description();

  private final JsonObject document;

  /**
   * An operation of the API.
   *
   * @param path with its parameters in braces, after the version
   */
  record Operation(String method, String path, JsonObject description) {

    String id() {
      return description.getString("operationId");
    }

    boolean isOpen() {
      return description.containsKey("security") && description.getJsonArray("security").isEmpty();
    }

    List<String> roles() {
      return description.getJsonArray("x-roles").getValuesAs(JsonString::getString);
    }

    /** One media type that its request can have, or empty. */
    String requestType() {
      JsonObject body = description.getJsonObject("requestBody");
      return body == null ? "" : body.getJsonObject("content").keySet().iterator().next();
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  private Description() {
    HttpResponse<byte[]> served =
        Call.to("GET", RunningSystem.get().baseUrl() + "/openapi?format=json").send();
    assertThat(served.statusCode()).isEqualTo(200);
    document = ApiCalls.json(served);
  }

  static Description served() {
    return SERVED;
  }

  JsonObject document() {
    return document;
  }

  List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    document
        .getJsonObject("paths")
        .forEach(
            (path, item) ->
                item.asJsonObject().entrySet().stream()
                    .filter(entry -> METHODS.contains(entry.getKey()))
                    .forEach(entry -> operations.add(operation(path, entry))));
    return operations;
  }

  private static Operation operation(String path, Map.Entry<String, JsonValue> entry) {
    return new Operation(
        entry.getKey().toUpperCase(java.util.Locale.ROOT),
        path.replaceFirst("^/v1", ""),
        entry.getValue().asJsonObject());
  }

  /** Fails unless the answer's status, media type and content are what is described. */
  void requireDescribed(String operationId, HttpResponse<byte[]> answer) {
    Operation operation =
        operations().stream().filter(op -> op.id().equals(operationId)).findFirst().orElseThrow();
    JsonObject described =
        operation
            .description()
            .getJsonObject("responses")
            .getJsonObject(Integer.toString(answer.statusCode()));
    assertThat(described).as("%s answers %d", operationId, answer.statusCode()).isNotNull();
    JsonObject content = described.getJsonObject("content");
    if (content == null) {
      assertThat(answer.body()).as(operationId).isEmpty();
      return;
    }
    String type = answer.headers().firstValue("Content-Type").orElse("");
    assertThat(content).as("%s as %s", operationId, type).containsKey(type);
    if (type.endsWith("json")) {
      requireValid(content.getJsonObject(type).getJsonObject("schema"), ApiCalls.text(answer));
    }
  }

  private void requireValid(JsonObject schema, String json) {
    JsonObject whole =
        Json.createObjectBuilder(schema)
            .add("$schema", "https://json-schema.org/draft/2020-12/schema")
            .add("components", document.getJsonObject("components"))
            .build();
    Schema checker =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(whole.toString(), InputFormat.JSON);
    assertThat(
            checker.validate(
                json,
                InputFormat.JSON,
                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))))
        .as(json)
        .isEmpty();
  }
}
