package dev.lethe.engine.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published schema says what the reader accepts; editors show its errors while one writes. */
class TemplateSchemaTest {

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder.schemas(
                  Map.of(
                      "urn:lethe:form-template:1",
                      Templates.resource("form-template.schema.json"))));
  private static final Schema SCHEMA =
      REGISTRY.getSchema(Templates.resource("form-template.schema.json"), InputFormat.JSON);
  private static final Schema CAPTIONS =
      REGISTRY.getSchema(Templates.resource("caption-form.schema.json"), InputFormat.JSON);

  private static List<?> errors(String yaml) {
    boolean captions = CaptionFormReader.isCaptionForm("any.yaml", yaml);
    return (captions ? CAPTIONS : SCHEMA).validate(yaml, InputFormat.YAML);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id: us-urla | id: Urla",
        "caption: amount | label: amount",
        "sides: [tick] | sides: [tick, right]",
        "mode: numeric | mode: comb",
        "kind: amount | kind: sum",
      })
  void givenABrokenFormOfCaptions_whenCheckedBySchema_thenItIsWrong(String part, String broken) {
    String good = Templates.resource("us-urla-2021-loan.yaml");
    assertThat(good).contains(part);
    assertThat(errors(good.replace(part, broken))).isNotEmpty();
  }

  @Test
  void givenTheShippedTemplates_whenCheckedBySchema_thenNothingIsWrong() {
    assertThat(Templates.SHIPPED).isNotEmpty();
    for (String file : Templates.SHIPPED) {
      assertThat(errors(Templates.resource(file))).as(file).isEmpty();
    }
    assertThat(errors(TemplateReaderTest.GOOD)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id: example-form | id: Example",
        "version: \"1.2\" | version: one",
        "version: \"1.2\" | versions: \"1.2\"",
        "{width: 300, height: 200} | {width: 300}",
        "[10, 10, 100, 20] | [10, 10, 100]",
        "[[10, 50, 150], [290, 50, 150]] | []",
        "{box: [12, 52, 280, 78]} | {box: [12, 52, 280, 78], mode: guess}",
        "zones: [name] | lines: all",
        "kind: name | kind: person",
        "kind: flag | kind: constant",
      })
  void givenWhatTheReaderRefuses_whenCheckedBySchema_thenItIsWrongToo(String part, String broken) {
    assertThat(errors(TemplateReaderTest.GOOD.replace(part, broken))).isNotEmpty();
  }
}
