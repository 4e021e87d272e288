package dev.lethe.engine.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateReaderTest {

  static final String GOOD =
      """
      id: example-form
      version: "1.2"
      document_class: tax_form
      page: {width: 300, height: 200}
      anchors:
        - {text: "Printed words", box: [10, 10, 100, 20]}
        - {text: "Other words", box: [10, 30, 100, 40]}
      rules:
        horizontal: [[50, 10, 290], [80, 10, 290], [110, 10, 290], [150, 10, 290]]
        vertical: [[10, 50, 150], [290, 50, 150]]
      zones:
        name: {box: [12, 52, 280, 78]}
        rows: {box: [12, 112, 60, 120], mode: numeric, rows: {count: 3, step: 10}}
        yes: {box: [70, 112, 80, 122], mode: checkbox}
      fields:
        taxpayer_name: {kind: name, zones: [name]}
        wages: {kind: amount, zones: [rows]}
        agreed: {kind: flag, zones: [yes]}
      """;

  @Test
  void givenAGoodTemplate_whenRead_thenAllPartsAreThere() {
    FormTemplate template = TemplateReader.read("a.yaml", GOOD);
    assertThat(template.label()).isEqualTo("example-form:1.2");
    assertThat(template.zones().get("rows")).hasSize(3);
    assertThat(template.zones().get("rows").get(2).box().top()).isEqualTo(132);
    assertThat(template.fields()).containsOnlyKeys("taxpayer_name", "wages", "agreed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id: example-form | id: Example | a.yaml:1: does not match",
        "version: \"1.2\" | version: one | a.yaml:2: does not match",
        "version: \"1.2\" | versions: \"1.2\" | a.yaml:2: unknown entry: versions",
        "document_class: tax_form | id: twice | a.yaml:3: entry given twice: id",
        "{width: 300, height: 200} | {width: 300} | a.yaml:4: entry is missing: height",
        "{width: 300, height: 200} | {width: wide, height: 200} | a.yaml:4: a number is expected",
        "{width: 300, height: 200} | 300 | a.yaml:4: a mapping is expected",
        "[10, 10, 100, 20] | [10, 10, 400, 20] | a.yaml:6: a box is",
        "[10, 10, 100, 20] | [10, 10, 100] | a.yaml:6: 4 numbers are expected",
        "[10, 30, 100, 40] | [100, 30, 10, 40] | a.yaml:7: a box is",
        "[50, 10, 290] | [50, 290, 10] | a.yaml:9: a rule is",
        "[[10, 50, 150], [290, 50, 150]] | [] | a.yaml:1: a form is found by",
        "{box: [12, 52, 280, 78]} | {box: [12, 52, 280, 78], mode: guess} | a.yaml:12: unknown mode",
        "{count: 3, step: 10} | {count: 30, step: 10} | a.yaml:13: rows do not fit",
        "zones: [name] | zones: [nome] | a.yaml:16: no such zone: nome",
        "zones: [name] | lines: all | a.yaml:16: no zones are given",
        "kind: name | kind: person | a.yaml:16: unknown kind: person",
        "kind: flag | kind: tin | a.yaml:18: a tin has two zones",
        "kind: flag | kind: constant | a.yaml:18: entry is missing: value",
        "kind: flag | kind: choice | a.yaml:18: a choice has a value",
      })
  void givenABrokenTemplate_whenRead_thenFileLineAndReasonAreTold(
      String part, String broken, String message) {
    assertThat(GOOD).contains(part);
    String text = GOOD.replace(part, broken);
    assertThatThrownBy(() -> TemplateReader.read("a.yaml", text))
        .isInstanceOf(BrokenTemplateException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({"''", "a: [b", "'\t- x'", "&a [*a, *a]"})
  void givenNoYaml_whenRead_thenItIsRefusedAsBroken(String text) {
    assertThatThrownBy(() -> TemplateReader.read("a.yaml", text))
        .isInstanceOf(BrokenTemplateException.class)
        .hasMessageStartingWith("a.yaml:");
  }

  @Test
  void givenTheShippedTemplates_whenRead_thenEachClassHasItsOwn() {
    Templates shipped = Templates.shipped();
    assertThat(shipped.of(Optional.of("tax_form"))).hasSize(3);
    assertThat(shipped.of(Optional.of("medical_claim"))).hasSize(1);
    assertThat(shipped.of(Optional.of("invoice"))).isEmpty();
    assertThat(shipped.of(Optional.empty())).hasSizeGreaterThanOrEqualTo(4);
  }

  @Test
  void givenAFolder_whenRead_thenItsTemplatesAreAdded(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("own.yaml"), GOOD);
    Files.writeString(folder.resolve("notes.txt"), "no template");
    assertThat(Templates.shippedAnd(folder).of(Optional.of("tax_form"))).hasSize(4);
  }

  @Test
  void givenAFolderWithABrokenTemplate_whenRead_thenItIsNotPassedOver(@TempDir Path folder)
      throws IOException {
    Files.writeString(folder.resolve("own.yaml"), "id: own");
    assertThatThrownBy(() -> Templates.shippedAnd(folder))
        .isInstanceOf(BrokenTemplateException.class)
        .hasMessageStartingWith("own.yaml:1: entry is missing: page");
  }

  @Test
  void givenTwoTemplatesOfOneId_whenRead_thenTheyAreRefused(@TempDir Path folder)
      throws IOException {
    Files.writeString(folder.resolve("own.yaml"), GOOD.replace("example-form", "us-irs-w2"));
    assertThatThrownBy(() -> Templates.shippedAnd(folder))
        .isInstanceOf(BrokenTemplateException.class);
  }

  @Test
  void givenNoFolder_whenRead_thenTheShippedOnesAreThere(@TempDir Path folder) throws IOException {
    assertThat(Templates.shippedAnd(folder.resolve("nothing")).of(Optional.empty())).isNotEmpty();
  }
}
