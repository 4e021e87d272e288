package dev.lethe.policy.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.policy.adapter.PolicyFolder;
import dev.lethe.policy.model.ProcessingRecord.Activity;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.testing.DefaultPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessingRecordTest {

  private static final TenantId TENANT = new TenantId("northwind");

  @Test
  void givenShippedPolicy_whenRecorded_thenEveryPurposeIsThereWithAllThatArticle30AsksFor() {
    ProcessingRecord record = ProcessingRecord.of(DefaultPolicy.BUNDLE, DefaultPolicy.CELL);

    assertThat(record.region()).isEqualTo(DefaultPolicy.CELL.region());
    assertThat(record.subprocessors()).isEmpty();
    assertThat(record.activities())
        .extracting(Activity::purpose)
        .containsExactlyInAnyOrderElementsOf(DefaultPolicy.BUNDLE.purposes().keySet());
    assertThat(record.activities())
        .allSatisfy(
            activity -> {
              assertThat(activity.description()).isNotBlank();
              assertThat(activity.bases()).isNotEmpty();
              assertThat(activity.classes()).isNotEmpty();
              // telling what a document is yields no field
              boolean yields =
                  !DefaultPolicy.BUNDLE.purposes().get(activity.purpose()).fields().isEmpty();
              assertThat(activity.data().isEmpty()).isEqualTo(!yields);
              assertThat(activity.recipients()).isNotEmpty();
              assertThat(activity.erasure()).containsOnlyKeys(ArtefactClass.values());
              assertThat(activity.isolations()).isNotEmpty();
            });
  }

  @Test
  void givenClassesWithDifferentTimes_whenRecorded_thenTheLongestIsTold() {
    PolicyBundle bundle =
        new PolicyFolder()
            .replace(
                "retention.yaml",
                "overrides:\n",
                "overrides:\n  receipts: {artefact: fields, document_class: receipt, cap: P8D}\n")
            .bundle();
    assertThat(longest(bundle, "expense_processing")).isEqualTo(Duration.ofDays(30));
    assertThat(longest(bundle, "document_transcription")).isEqualTo(Duration.ofDays(7));
  }

  @Test
  void givenTighterTenant_whenRecorded_thenItsRecordSaysSo() {
    PolicyBundle bundle =
        new PolicyFolder()
            .replace(
                "overlays.yaml",
                "overlays: {}",
                "overlays: {northwind: {retention: {fields: {cap: P9D}},"
                    + " purposes: {loan_processing: null}}}")
            .bundle();
    PolicyBundle own = bundle.of(TENANT);
    assertThat(longest(own, "invoice_processing")).isEqualTo(Duration.ofDays(9));
    assertThat(longest(bundle, "invoice_processing")).isEqualTo(Duration.ofDays(30));
    assertThat(ProcessingRecord.of(own, DefaultPolicy.CELL).activities())
        .extracting(activity -> activity.purpose().name())
        .doesNotContain("loan_processing");
  }

  @Test
  void givenSubprocessor_whenRecorded_thenTheRegisterNamesIt() {
    PolicyBundle bundle =
        new PolicyFolder()
            .replace(
                "subprocessors.yaml",
                "subprocessors: {}",
                "subprocessors: {example-host: {service: Runs the database, country: DE,"
                    + " sees: [sealed, metadata], safeguard: Contract of 2026-01-31}}")
            .bundle();
    assertThat(ProcessingRecord.of(bundle, DefaultPolicy.CELL).subprocessors())
        .containsOnlyKeys("example-host")
        .allSatisfy((name, other) -> assertThat(other.sees()).containsOnly("sealed", "metadata"));
  }

  private static Duration longest(PolicyBundle bundle, String purpose) {
    return ProcessingRecord.of(bundle, DefaultPolicy.CELL).activities().stream()
        .filter(activity -> activity.purpose().name().equals(purpose))
        .map(activity -> activity.erasure().get(ArtefactClass.FIELDS).longest())
        .findFirst()
        .orElseThrow();
  }
}
