package dev.lethe.policy.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.FieldName;
import dev.lethe.policy.model.InvalidPolicyException;
import dev.lethe.policy.model.PolicyBundle;
import dev.lethe.policy.model.Purpose;
import dev.lethe.policy.model.Sensitivity;
import dev.lethe.testing.DefaultPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlPolicyReaderTest {

  @TempDir Path folder;

  @BeforeEach
  void copyTheDefaultBundle() throws IOException {
    try (Stream<Path> files = Files.list(DefaultPolicy.FOLDER)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
  }

  @Test
  void givenDefaultBundle_whenRead_thenItSaysWhatTheServiceNeeds() {
    PolicyBundle bundle = YamlPolicyReader.read(folder);
    assertThat(bundle.purposes()).containsKey(new Purpose("invoice_processing"));
    assertThat(bundle.fields().get(new FieldName("iban")).sensitivity())
        .isEqualTo(Sensitivity.SENSITIVE);
    assertThat(bundle.retention().get(ArtefactClass.SOURCE).standard())
        .isEqualTo(Duration.ofMinutes(15));
    assertThat(bundle.retention().get(ArtefactClass.FIELDS).cap()).isEqualTo(Duration.ofDays(30));
    assertThat(bundle.version().sha256()).matches("[0-9a-f]{64}");
  }

  @Test
  void givenDefaultBundle_whenRead_thenEveryClassServesAPurpose() {
    PolicyBundle bundle = YamlPolicyReader.read(folder);
    assertThat(bundle.purposes().values().stream().flatMap(p -> p.documentClasses().stream()))
        .containsAll(bundle.documentClasses().keySet());
  }

  @Test
  void givenDefaultBundle_whenRead_thenFullTextBelongsToTranscriptionAlone() {
    PolicyBundle bundle = YamlPolicyReader.read(folder);
    bundle
        .purposes()
        .forEach(
            (purpose, rule) -> {
              boolean transcription = purpose.name().equals("document_transcription");
              assertThat(rule.fullText()).isEqualTo(transcription);
              assertThat(rule.fields().contains(new FieldName("full_text")))
                  .isEqualTo(transcription);
            });
  }

  @Test
  void givenOneOtherByte_whenRead_thenTheHashIsAnother() throws IOException {
    String before = YamlPolicyReader.read(folder).version().sha256();
    assertThat(YamlPolicyReader.read(folder).version().sha256()).isEqualTo(before);
    Path file = folder.resolve("purposes.yaml");
    Files.writeString(file, Files.readString(file) + "\n");
    assertThat(YamlPolicyReader.read(folder).version().sha256()).isNotEqualTo(before);
  }

  @ParameterizedTest(name = "{0}: {1} -> {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "bundle.yaml|id: lethe-baseline|id: Lethe Baseline|at id: is not of the right form",
        "bundle.yaml|version: \"1.0.0\"|version: 1.0|at version: must be text",
        "bundle.yaml|id: lethe-baseline|~~|'id' is missing",
        "fields.yaml|mask: last4|mask: last5|is not one of the known words",
        "fields.yaml|mask: last4|mask: LAST4|is not one of the known words",
        "fields.yaml|sensitivity: sensitive, mask: last4|sensitivity: sensitive, mask: none|must be masked",
        "fields.yaml|type: iban,|~~|'type' is missing",
        "fields.yaml|type: iban,|type: iban, colour: red,|unknown key 'colour'",
        "document-classes.yaml|vendor_name,|vendor_nome,|names a field that has no rule",
        "document-classes.yaml|trust_zone: business|trust_zone: Business|is not of the right form",
        "purposes.yaml|document_classes: [invoice]|document_classes: [envelope]|names a class that has no rule",
        "purposes.yaml|document_classes: [invoice]|document_classes: [receipt]|names a field that none of the classes has",
        "purposes.yaml|document_classes: [invoice]|document_classes: []|must be a list that is not empty",
        "purposes.yaml|document_classes: [invoice]|document_classes: [invoice, invoice]|stands there twice",
        "purposes.yaml|manual_review: true|manual_review: maybe|must be true or false",
        "purposes.yaml|consent_life: P365D|consent_life: 365|must be text",
        "purposes.yaml|consent_life: P365D|consent_life: P0D|must be longer than nothing",
        "purposes.yaml|reveal: true|revealed: true|'reveal' is missing",
        "legal-bases.yaml|ended_by: objection|ended_by: whim|is not one of the known words",
        "legal-bases.yaml|requires: [statute]|requires: [statute, assessment]|names more than one kind of reference",
        "legal-bases.yaml|requires: [statute]|requires: [trust]|is not of the right form",
        "legal-bases.yaml|gdpr: c|gdpr: z|is not of the right form",
        "purposes.yaml|customer_authorized, consent|customer_authorized, wish|names a legal basis that has no rule",
        "retention.yaml|default: PT15M|default: 15m|must be an ISO 8601 duration",
        "retention.yaml|default: P7D|default: P31D|the default must lie between floor and cap",
        "retention.yaml|default: P7D|default: PT1H|the default must lie between floor and cap",
        "retention.yaml|source:|sauce:|'source' is missing",
        "regions.yaml|default_region: eu-central|default_region: us-east|is not one of the regions",
        "intake.yaml|max_pages: 50|max_pages: 0|must be a whole number from 1",
        "intake.yaml|max_pages: 50|max_pages: 5.5|must be a whole number from 1",
      })
  void givenOneThingWrong_whenRead_thenFileAndReasonAreNamed(
      String name, String right, String wrong, String reason) throws IOException {
    Path file = folder.resolve(name);
    String text = Files.readString(file);
    assertThat(text).contains(right);
    Files.writeString(file, text.replaceFirst(java.util.regex.Pattern.quote(right), wrong));
    assertThatThrownBy(() -> YamlPolicyReader.read(folder))
        .isInstanceOf(InvalidPolicyException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(reason);
  }

  @Test
  void givenUnknownFile_whenRead_thenItIsRefused() throws IOException {
    Files.writeString(folder.resolve("purposes.yml"), "purposes: {}");
    assertRefused("purposes.yml", "is not a file of a policy bundle");
  }

  @Test
  void givenMissingFile_whenRead_thenItIsRefused() throws IOException {
    Files.delete(folder.resolve("regions.yaml"));
    assertRefused("regions.yaml", "is missing");
  }

  @Test
  void givenKeyThatStandsTwice_whenRead_thenItIsRefused() throws IOException {
    Path file = folder.resolve("intake.yaml");
    Files.writeString(file, Files.readString(file) + "  max_pages: 60\n");
    assertRefused("intake.yaml", "is not valid YAML");
  }

  @Test
  void givenNoFolder_whenRead_thenItIsRefused() {
    Path nowhere = folder.resolve("nowhere");
    assertThatThrownBy(() -> YamlPolicyReader.read(nowhere))
        .isInstanceOf(InvalidPolicyException.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void givenEmptyFile_whenRead_thenItIsRefused() throws IOException {
    Files.writeString(folder.resolve("purposes.yaml"), "");
    assertRefused("purposes.yaml", "must be a mapping");
  }

  private void assertRefused(String file, String reason) {
    assertThatThrownBy(() -> YamlPolicyReader.read(folder))
        .isInstanceOf(InvalidPolicyException.class)
        .hasMessageContaining(file)
        .hasMessageContaining(reason);
  }
}
