package dev.lethe.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.e2e.ApiCalls;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The served description, and the answers that need no document. */
class DescriptionIT {

  private final Description description = Description.served();

  @Test
  void givenDescription_whenRead_thenItIsClosedAndComplete() {
    JsonObject document = description.document();

    assertThat(document.getString("openapi")).startsWith("3.1");
    document
        .getJsonObject("components")
        .getJsonObject("schemas")
        .forEach(
            (name, schema) ->
                assertThat(schema.asJsonObject().getBoolean("additionalProperties"))
                    .as(name)
                    .isFalse());
    assertThat(document.getJsonObject("components").getJsonObject("securitySchemes")).hasSize(1);
    description
        .operations()
        .forEach(
            operation ->
                assertThat(operation.description().keySet())
                    .as(operation.id())
                    .contains("operationId", "summary", "responses", "tags"));
  }

  @Test
  void givenDefaults_whenAsked_thenTheyAreAsDescribed() {
    HttpResponse<byte[]> answer = Call.of("GET", "/defaults").as("northwind-app").send();

    assertThat(answer.statusCode()).isEqualTo(200);
    description.requireDescribed("getDefaults", answer);
    assertThat(ApiCalls.json(answer).getJsonObject("purposes")).containsKey("invoice_processing");
    JsonObject unasked = ApiCalls.json(answer).getJsonObject("unasked");
    assertThat(unasked.getBoolean("masked")).isTrue();
    assertThat(unasked.getBoolean("model_training")).isFalse();
    assertThat(unasked.getBoolean("full_text")).isFalse();
    assertThat(unasked.getBoolean("manual_review")).isFalse();
    assertThat(unasked.getBoolean("audited")).isTrue();
    assertThat(unasked.getBoolean("region_pin")).isTrue();
    assertThat(unasked.getInt("source_seconds")).isLessThanOrEqualTo(3600);
    assertThat(unasked.getInt("fields_seconds")).isLessThanOrEqualTo(7 * 86_400);
  }

  @Test
  void givenCatalogue_whenFollowed_thenEveryProblemIsExplainedToEverybody() {
    HttpResponse<byte[]> catalogue = Call.of("GET", "/errors").send();
    description.requireDescribed("listErrors", catalogue);
    List<JsonObject> problems =
        ApiCalls.json(catalogue).getJsonArray("problems").getValuesAs(JsonObject.class);

    assertThat(problems).hasSizeGreaterThan(30);
    for (JsonObject problem : problems) {
      HttpResponse<byte[]> one =
          Call.of("GET", problem.getString("type").replaceFirst("^/v1", "")).send();
      description.requireDescribed("getError", one);
      assertThat(ApiCalls.json(one)).isEqualTo(problem);
    }
  }

  @Test
  void givenDescription_whenProblemsAreCompared_thenTheCatalogueHasThemAll() {
    List<String> described =
        description
            .document()
            .getJsonObject("components")
            .getJsonObject("schemas")
            .getJsonObject("Problem")
            .getJsonObject("properties")
            .getJsonObject("code")
            .getJsonArray("enum")
            .getValuesAs(JsonString::getString);
    List<String> served =
        ApiCalls.json(Call.of("GET", "/errors").send())
            .getJsonArray("problems")
            .getValuesAs(problem -> problem.asJsonObject().getString("code"));

    assertThat(described).containsExactlyInAnyOrderElementsOf(served);
  }
}
