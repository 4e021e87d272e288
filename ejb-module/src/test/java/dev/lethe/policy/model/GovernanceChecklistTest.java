package dev.lethe.policy.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.policy.adapter.PolicyFolder;
import dev.lethe.testing.DefaultPolicy;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GovernanceChecklistTest {

  @Test
  void givenShippedBundle_whenChecked_thenNothingIsOpen() {
    assertThat(GovernanceChecklist.gaps(DefaultPolicy.BUNDLE)).isEmpty();
  }

  static Stream<Arguments> gaps() {
    return Stream.of(
        Arguments.of(
            "document-classes.yaml",
            "  text:",
            "  letter: {trust_zone: business, fields: [full_text]}\n  text:",
            "class letter serves no purpose"),
        Arguments.of(
            "fields.yaml",
            "  account_holder:",
            "  shoe_size: {type: text, sensitivity: personal, mask: full}\n  account_holder:",
            "field shoe_size belongs to no class"),
        Arguments.of(
            "purposes.yaml",
            "full_text: true",
            "full_text: false",
            "lists full_text without full_text"),
        Arguments.of(
            "roles.yaml",
            "place_hold: [compliance-officer]",
            "place_hold: [compliance-officer, submitter]",
            "legal holds are for officers"),
        Arguments.of(
            "roles.yaml",
            "approve_hold: [compliance-officer, tenant-admin]",
            "approve_hold: [support]",
            "legal holds are for officers"),
        Arguments.of(
            "fields.yaml",
            "iban, sensitivity: sensitive, mask: last4",
            "iban, sensitivity: sensitive, mask: last4, reveal_roles: [auditor]",
            "field iban can be revealed to nobody"));
  }

  @ParameterizedTest
  @MethodSource("gaps")
  void givenGap_whenRead_thenTheBundleIsRefusedWithIt(
      String file, String right, String wrong, String gap) {
    PolicyFolder folder = new PolicyFolder();
    folder.replace(file, right, wrong);
    assertThatThrownBy(folder::read)
        .isInstanceOf(InvalidPolicyException.class)
        .hasMessageContaining(gap);
  }

  @Test
  void givenFlowOfData_whenMade_thenItFollowsThePolicy() {
    DataFlow.Part worker = part(DefaultPolicy.BUNDLE, "worker");
    assertThat(worker.source()).isEqualTo(DataFlow.View.CLEAR);
    assertThat(worker.longest()).isEqualTo(DefaultPolicy.BUNDLE.intake().maxProcessing());
    PolicyBundle shorter =
        new PolicyFolder()
            .replace(
                "retention.yaml",
                "fields: {default: P7D, floor: P1D, cap: P30D}",
                "fields: {default: P7D, floor: P1D, cap: P8D}")
            .bundle();
    assertThat(part(DefaultPolicy.BUNDLE, "database-results").longest().toDays()).isEqualTo(30);
    assertThat(part(shorter, "database-results").longest().toDays()).isEqualTo(8);
    assertThat(DataFlow.of(shorter, DefaultPolicy.CELL))
        .filteredOn(part -> part.source() == DataFlow.View.CLEAR)
        .extracting(DataFlow.Part::name)
        .containsExactly("api", "worker");
  }

  private static DataFlow.Part part(PolicyBundle bundle, String name) {
    return DataFlow.of(bundle, DefaultPolicy.CELL).stream()
        .filter(part -> part.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
