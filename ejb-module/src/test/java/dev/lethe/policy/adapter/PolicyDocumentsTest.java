package dev.lethe.policy.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.FieldName;
import dev.lethe.policy.model.InvalidPolicyException;
import dev.lethe.policy.model.PolicyBundle;
import dev.lethe.policy.model.PolicyDocument;
import dev.lethe.policy.model.Purpose;
import dev.lethe.policy.model.ResidencyRegion;
import dev.lethe.policy.model.RetentionStart;
import dev.lethe.policy.model.Sensitivity;
import dev.lethe.tenancy.model.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyDocumentsTest {

  private static final TenantId CONTOSO = new TenantId("contoso");
  private static final Purpose INVOICES = new Purpose("invoice_processing");

  private final PolicyFolder folder = new PolicyFolder();

  @Test
  void givenDefaultBundle_whenRead_thenItSaysWhatTheServiceNeeds() {
    PolicyBundle bundle = folder.bundle();
    assertThat(bundle.purposes()).containsKey(INVOICES);
    assertThat(bundle.fields().get(new FieldName("iban")).sensitivity())
        .isEqualTo(Sensitivity.SENSITIVE);
    assertThat(bundle.retention().get(ArtefactClass.SOURCE).standard())
        .isEqualTo(Duration.ofMinutes(15));
    assertThat(bundle.version().sha256()).matches("[0-9a-f]{64}");
    folder.read().requireTightOverlays(LocalDate.of(2026, 1, 1));
  }

  @Test
  void givenDefaultBundle_whenRead_thenEveryClassServesAPurpose() {
    PolicyBundle bundle = folder.bundle();
    assertThat(bundle.purposes().values().stream().flatMap(p -> p.documentClasses().stream()))
        .containsAll(bundle.documentClasses().keySet());
  }

  @Test
  void givenDefaultBundle_whenRead_thenFullTextBelongsToTranscriptionAlone() {
    folder
        .bundle()
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
  void givenOneOtherByte_whenRead_thenTheHashIsAnother() {
    String before = folder.bundle().version().sha256();
    assertThat(folder.bundle().version().sha256()).isEqualTo(before);
    folder.replace("purposes.yaml", "purposes:\n", "purposes: \n");
    assertThat(folder.bundle().version().sha256()).isNotEqualTo(before);
  }

  @ParameterizedTest(name = "{0}: {1} -> {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "bundle.yaml|id: lethe-baseline|id: Lethe Baseline|bundle.yaml:2 at id: does not match",
        "bundle.yaml|version: \"1.0.0\"|version: 1.0|bundle.yaml:3 at version: number found",
        "bundle.yaml|id: lethe-baseline|~~|required property 'id' not found",
        "fields.yaml|mask: last4}|mask: last5}|does not have a value in the enumeration",
        "fields.yaml|mask: last4}|mask: LAST4}|does not have a value in the enumeration",
        "fields.yaml|sensitivity: sensitive, mask: last4|sensitivity: sensitive, mask: none|must be masked",
        "fields.yaml|type: iban,|~~|required property 'type' not found",
        "fields.yaml|type: iban,|type: iban, colour: red,|at fields.iban.colour: property 'colour' is not defined",
        "document-classes.yaml|vendor_name,|vendor_nome,|names a field that has no rule",
        "document-classes.yaml|trust_zone: business|trust_zone: Business|does not match",
        "document-classes.yaml|trust_zone: business|trust_zone: nowhere|names a zone that has no rule",
        "purposes.yaml|document_classes: [invoice]|document_classes: [envelope]|names a class that has no rule",
        "purposes.yaml|document_classes: [invoice]|document_classes: [receipt]|names a field that none of the classes has",
        "purposes.yaml|document_classes: [invoice]|document_classes: []|must have at least 1 items",
        "purposes.yaml|document_classes: [invoice]|document_classes: [invoice, invoice]|must have only unique items",
        "purposes.yaml|legal_bases: [customer_authorized|legal_bases: [because|names a legal basis that has no rule",
        "purposes.yaml|recipients: [submitter|recipients: [everybody|does not have a value in the enumeration",
        "purposes.yaml|manual_review: true|manual_review: maybe|string found, boolean expected",
        "purposes.yaml|consent_life: P365D|consent_life: 365|integer found, string expected",
        "purposes.yaml|consent_life: P365D|consent_life: P0D|must be longer than nothing",
        "purposes.yaml|reveal: true|revealed: true|reveal",
        "retention.yaml|default: PT15M|default: 15m|does not match",
        "retention.yaml|default: P7D|default: P31D|the default must lie between floor and cap",
        "retention.yaml|default: P7D|default: PT1H|the default must lie between floor and cap",
        "retention.yaml|  source: {|  sauce: {|s",
        "retention.yaml|document_class: text|document_class: novel|names a class that has no rule",
        "retention.yaml|purpose: identity_verification|purpose: marketing|names a purpose that has no rule",
        "retention.yaml|purpose: identity_verification|region: us-east|is not one of the regions",
        "retention.yaml|purpose: identity_verification, cap: PT4H|cap: PT4H|required property",
        "retention.yaml|default: P1D, cap: P7D|cap: PT2H|no time is left for fields of text",
        "retention.yaml|event: contract_ended|event: contract_signed|is not among the events",
        "retention.yaml|cap: P30D}|cap: P30D, start: contract_signed}|is not among the events",
        "retention.yaml|  contract_ended: {|  completed: {|comes by itself and is not reported",
        "retention.yaml|auto_approve: P7D|auto_approve: P29DT1S|ends after the cap of fields of",
        "retention.yaml|auto_approve: P7D|auto_approve: PT0S|leaves no time to decide",
        "retention.yaml|    auto_approve: P7D|    #|required property",
        "retention.yaml|reviewers: [compliance-officer]|reviewers: [reviewer]|who may not review",
        "retention.yaml|second_reviewers: [tenant-admin]|second_reviewers: [auditor]|who may not review",
        "retention.yaml|reviewers: [compliance-officer]|reviewers: []|at least 1",
        "roles.yaml|reveal: [privileged-reveal]|reveal: [privileged-reveal, tenant-admin]|who sees content",
        "roles.yaml|sensitive: [privileged-reveal]|sensitive: [compliance-officer]|who sees content",
        "retention.yaml|relabel: [contract|relabel: [novel|names a class that has no rule",
        "trust-zones.yaml|level: 2|level: 1|another zone has this level",
        "trust-zones.yaml|regions: [eu-central, eu-west]|regions: [us-east]|names something that has no rule",
        "trust-zones.yaml|max_sensitivity: sensitive|max_sensitivity: personal|is more sensitive than the zone",
        "trust-zones.yaml|isolation: single_use|isolation: none|does not have a value in the enumeration",
        "regions.yaml|default_region: eu-central|default_region: us-east|is not one of the regions",
        "roles.yaml|submit: [submitter]|submit: [submitter, support]|support has no standing access to content",
        "roles.yaml|submit: [submitter]|submit: []|must have at least 1 items",
        "legal-bases.yaml|requires: [statute]|requires: [blood]|does not have a value in the enumeration",
        "legal-bases.yaml|requires: [statute]|requires: [statute, assessment]|more than one kind of reference",
        "redaction.yaml|reveal_reason: 3|reveal_reason: 0|must have a minimum value of 1",
        "intake.yaml|max_pages: 50|max_pages: 0|intake.yaml:4 at intake.max_pages: must have a minimum value of 1",
        "intake.yaml|max_pages: 50|max_pages: 5.5|number found, integer expected",
        "intake.yaml|max_pages: 50|max_pages: &a 50|anchors are not allowed",
        "intake.yaml|max_pages: 50|max_pages: [|is not valid YAML",
        "exceptions.yaml|exceptions: {}|exceptions: {a: {rule: r, owner: A, reason: r, compensating_control: c, approver: B, expires: soon}}|does not match",
        "exceptions.yaml|exceptions: {}|exceptions: {a: {rule: r, owner: A, reason: r, compensating_control: c, approver: B, expires: 2026-02-31}}|must be a day",
        "exceptions.yaml|exceptions: {}|exceptions: {a: {rule: r, owner: A, reason: r, compensating_control: c, approver: a, expires: 2026-02-01}}|must be two people",
        "exceptions.yaml|exceptions: {}|exceptions: {a: {rule: r, owner: A, approver: B, expires: 2026-02-01}}|required property",
        "overlays.yaml|overlays: {}|overlays: {contoso: {version: x}}|v",
        "overlays.yaml|overlays: {}|overlays: {contoso: {weather: sunny}}|no file of a bundle has this key",
        "overlays.yaml|overlays: {}|overlays: {contoso: {intake: {max_pages: many}}}|overlays.yaml:7 at overlays.contoso.intake.max_pages: string found",
        "overlays.yaml|overlays: {}|overlays: {contoso: {regions: [us-east]}}|is not one of the regions",
      })
  void givenOneThingWrong_whenRead_thenFileLineAndReasonAreNamed(
      String name, String right, String wrong, String reason) {
    folder.replace(name, right, wrong);
    assertThatThrownBy(folder::read)
        .isInstanceOf(InvalidPolicyException.class)
        .hasMessageMatching("(?s)policy [a-z-]+\\.yaml:[0-9]+( at .*)?: .*")
        .hasMessageContaining(reason);
  }

  @Test
  void givenUnknownFile_whenRead_thenItIsRefused() {
    folder.put("purposes.yml", "purposes: {}");
    assertRefused("purposes.yml", "is not a file of a policy bundle");
  }

  @Test
  void givenMissingFile_whenRead_thenItIsRefused() {
    folder.remove("regions.yaml");
    assertRefused("regions.yaml", "is missing");
  }

  @Test
  void givenKeyThatStandsTwice_whenRead_thenItIsRefused() {
    folder.replace("intake.yaml", "  max_pages: 50\n", "  max_pages: 50\n  max_pages: 60\n");
    assertRefused("intake.yaml:5 at intake.max_pages", "stands there twice");
  }

  @Test
  void givenAliases_whenRead_thenTheyAreRefused() {
    folder.put("regions.yaml", "regions: [eu-central]\ndefault_region: *a\n");
    assertRefused("regions.yaml", "is not valid YAML");
  }

  @Test
  void givenEmptyFile_whenRead_thenItIsRefused() {
    folder.put("purposes.yaml", "");
    assertRefused("purposes.yaml", "is empty");
  }

  @Test
  void givenNoFolder_whenRead_thenItIsRefused(@TempDir Path temporary) {
    assertThatThrownBy(() -> PolicyDocuments.read(temporary.resolve("nowhere")))
        .isInstanceOf(InvalidPolicyException.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void givenFileThatIsNotText_whenRead_thenItIsRefused(@TempDir Path temporary) throws IOException {
    Files.write(temporary.resolve("intake.yaml"), new byte[] {(byte) 0xc3, (byte) 0x28});
    assertThatThrownBy(() -> PolicyDocuments.read(temporary)).hasMessageContaining("is not UTF-8");
  }

  @Test
  void givenOverlay_whenRead_thenItHoldsForItsTenantAlone() {
    folder.replace(
        "overlays.yaml",
        "overlays: {}",
        "overlays: {contoso: {retention: {fields: {cap: P14D}},"
            + " purposes: {document_transcription: null, invoice_processing: {reveal: false}}}}");
    PolicyDocument document = folder.read();
    PolicyBundle bundle = document.bundle();
    PolicyBundle contoso = bundle.of(CONTOSO);
    assertThat(contoso.purposes()).doesNotContainKey(new Purpose("document_transcription"));
    assertThat(contoso.purposes().get(INVOICES).reveal()).isFalse();
    assertThat(contoso.purposes().get(INVOICES).fields()).isNotEmpty();
    assertThat(contoso.retention().get(ArtefactClass.FIELDS).cap()).isEqualTo(Duration.ofDays(14));
    assertThat(contoso.version()).isEqualTo(bundle.version());
    assertThat(bundle.of(new TenantId("northwind")).purposes().get(INVOICES).reveal()).isTrue();
    document.requireTightOverlays(LocalDate.of(2026, 1, 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "retention: {fields: {cap: P60D}}|overlays.contoso.retention.fields.cap",
        "purposes: {document_transcription: {manual_review: true}}|overlays.contoso.purposes.document_transcription.manual_review",
        "fields: {iban: {mask: initials}}|overlays.contoso.fields.iban.mask",
        "overrides: {transcripts: null}|overlays.contoso.overrides.transcripts",
        "roles: {permissions: {reveal: [privileged-reveal, reviewer]}}|overlays.contoso.roles.permissions.reveal.reviewer",
        "legal_bases: {vital_interest: {requires: []}}|overlays.contoso.legal_bases.vital_interest.requires.incident_reference",
      })
  void givenOverlayThatLoosens_whenRead_thenOnlyAnExceptionThatHoldsLetsItPass(
      String overlay, String rule) {
    folder.replace("overlays.yaml", "overlays: {}", "overlays: {contoso: {" + overlay + "}}");
    LocalDate last = LocalDate.of(2026, 6, 30);
    PolicyDocument bare = folder.read();
    assertThat(bare.loosenings()).extracting(change -> change.path()).containsExactly(rule);
    assertThatThrownBy(() -> bare.requireTightOverlays(last))
        .isInstanceOf(InvalidPolicyException.class)
        .hasMessageMatching("policy [a-z-]+\\.yaml:[0-9]+: .*")
        .hasMessageContaining(rule);

    folder.replace(
        "exceptions.yaml",
        "exceptions: {}",
        "exceptions: {trial: {rule: "
            + rule
            + ", owner: Ada, reason: r, compensating_control: c, approver: Bo,"
            + " expires: 2026-06-30}}");
    PolicyDocument registered = folder.read();
    registered.requireTightOverlays(last);
    assertThatThrownBy(() -> registered.requireTightOverlays(last.plusDays(1)))
        .isInstanceOf(InvalidPolicyException.class);
  }

  @Test
  void givenOverridesAndZones_whenWindowsAreAsked_thenTheTightestOfAllThatFitWins() {
    folder.replace(
        "retention.yaml",
        "    purpose: contract_management\n",
        "    purpose: contract_management\n    region: eu-central\n");
    folder.replace(
        "retention.yaml",
        "overrides:\n",
        "overrides:\n"
            + "  a: {artefact: fields, document_class: invoice, default: P2D, cap: P20D}\n"
            + "  b: {artefact: fields, purpose: invoice_processing, cap: P10D, floor: P1D}\n"
            + "  c: {artefact: fields, region: eu-west, cap: P1D, default: P1D}\n");
    PolicyBundle bundle = folder.bundle();
    var here = bundle.windows(INVOICES, invoice(), new ResidencyRegion("eu-central"));
    assertThat(here.get(ArtefactClass.FIELDS))
        .isEqualTo(
            new PolicyBundle.RetentionRule(
                Duration.ofDays(2), Duration.ofDays(1), Duration.ofDays(10)));
    var west = bundle.windows(INVOICES, invoice(), new ResidencyRegion("eu-west"));
    assertThat(west.get(ArtefactClass.FIELDS).cap()).isEqualTo(Duration.ofDays(1));
    var expenses = bundle.windows(new Purpose("expense_processing"), Optional.empty(), eu());
    assertThat(expenses.get(ArtefactClass.FIELDS).cap()).isEqualTo(Duration.ofDays(20));
  }

  @Test
  void givenStartWithAnEvent_whenWindowsAreAsked_thenOnlyWhatItSpeaksOfWaitsForIt() {
    PolicyBundle bundle = folder.bundle();
    RetentionStart ended = new RetentionStart("contract_ended");
    assertThat(bundle.reportedEvents()).containsExactly(ended);
    var contracts = bundle.windows(new Purpose("contract_management"), Optional.empty(), eu());
    assertThat(contracts.get(ArtefactClass.FIELDS).start()).isEqualTo(ended);
    assertThat(contracts.get(ArtefactClass.SOURCE).start()).isEqualTo(RetentionStart.CREATED);
    assertThat(bundle.windows(INVOICES, invoice(), eu()).get(ArtefactClass.FIELDS).start())
        .isEqualTo(RetentionStart.CREATED);
  }

  @Test
  void givenReviewOfOneClass_whenAsked_thenItWaitsUntilTheClassIsKnown() {
    PolicyBundle bundle =
        folder
            .replace(
                "retention.yaml", "purpose: contract_management\n", "document_class: contract\n")
            .bundle();
    Purpose contracts = new Purpose("contract_management");
    DocumentClass contract = new DocumentClass("contract");
    assertThat(bundle.disposition(ArtefactClass.FIELDS, contracts, Optional.of(contract), eu()))
        .isPresent();
    assertThat(bundle.disposition(ArtefactClass.FIELDS, contracts, Optional.empty(), eu()))
        .isEmpty();
    assertThat(bundle.disposition(ArtefactClass.SOURCE, contracts, Optional.of(contract), eu()))
        .isEmpty();
  }

  @Test
  void givenZoneWithAShorterTime_whenWindowsAreAsked_thenItCapsThem() {
    folder.replace("trust-zones.yaml", "source: PT24H", "source: PT5M");
    assertThat(folder.bundle().windows(INVOICES, invoice(), eu()).get(ArtefactClass.SOURCE).cap())
        .isEqualTo(Duration.ofMinutes(5));
    assertThat(
            folder.bundle().windows(INVOICES, invoice(), eu()).get(ArtefactClass.SOURCE).standard())
        .isEqualTo(Duration.ofMinutes(5));
  }

  private static Optional<DocumentClass> invoice() {
    return Optional.of(new DocumentClass("invoice"));
  }

  private static ResidencyRegion eu() {
    return new ResidencyRegion("eu-central");
  }

  private void assertRefused(String file, String reason) {
    assertThatThrownBy(folder::read)
        .isInstanceOf(InvalidPolicyException.class)
        .hasMessageContaining(file)
        .hasMessageContaining(reason);
  }
}
