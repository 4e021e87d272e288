package dev.lethe.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The roles that the description names are those of the policy that ships. */
class DescribedRolesTest {

  private static final Path ROLES =
      Path.of("..", "liberty-config", "src", "main", "liberty", "config", "policy", "roles.yaml");
  private static final Map<String, String> PERMISSIONS =
      Map.ofEntries(
          Map.entry("submitJob", "submit"),
          Map.entry("openUpload", "submit"),
          Map.entry("openDirectUpload", "submit"),
          Map.entry("getJob", "read_result"),
          Map.entry("getJobEvidence", "read_evidence"),
          Map.entry("previewJob", "preview"),
          Map.entry("revealFields", "reveal"),
          Map.entry("deleteJob", "delete"),
          Map.entry("recordConsent", "record_consent"),
          Map.entry("getConsent", "read_consent"),
          Map.entry("getConsentReceipt", "read_consent"),
          Map.entry("withdraw", "withdraw"),
          Map.entry("getWithdrawal", "read_withdrawal"),
          Map.entry("listWithdrawals", "read_withdrawals"),
          Map.entry("lookUpSubject", "look_up_subject"),
          Map.entry("eraseSubject", "erase_subject"),
          Map.entry("proposePolicy", "propose_policy"),
          Map.entry("rollBackPolicy", "propose_policy"),
          Map.entry("approvePolicyChange", "approve_policy"),
          Map.entry("rejectPolicyChange", "approve_policy"),
          Map.entry("getRetention", "read_retention"),
          Map.entry("dryRunDeletion", "read_retention"),
          Map.entry("listDeadLetters", "read_retention"),
          Map.entry("requeueDeadLetter", "requeue_deletion"),
          Map.entry("listDispositions", "read_retention"),
          Map.entry("getDisposition", "read_retention"),
          Map.entry("decideDisposition", "review_disposition"),
          Map.entry("reportRetentionEvent", "report_event"),
          Map.entry("listCertificates", "read_retention"),
          Map.entry("getTenantKey", "read_retention"),
          Map.entry("rotateTenantKey", "manage_keys"),
          Map.entry("revokeTenantKey", "manage_keys"),
          Map.entry("enableTenantKey", "manage_keys"),
          Map.entry("placeHold", "place_hold"),
          Map.entry("releaseHold", "place_hold"),
          Map.entry("reviewHold", "place_hold"),
          Map.entry("approveHold", "approve_hold"),
          Map.entry("rejectHold", "approve_hold"),
          Map.entry("getHold", "read_retention"),
          Map.entry("listHolds", "read_retention"));

  @Test
  void givenShippedPolicy_whenOperationsAreDescribed_thenTheirRolesAreThePolicys()
      throws IOException {
    String policy = Files.readString(ROLES);
    PERMISSIONS.forEach(
        (operation, permission) -> {
          String roles =
              String.join(
                  ", ",
                  OperationProblems.of(operation).roles().stream()
                      .map(role -> role.claim())
                      .toList());
          assertThat(policy).as(operation).contains("    " + permission + ": [" + roles + "]");
        });
  }
}
