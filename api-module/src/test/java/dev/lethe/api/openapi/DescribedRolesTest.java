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
      Map.of(
          "submitJob", "submit",
          "openUpload", "submit",
          "getJob", "read_result",
          "previewJob", "preview",
          "revealFields", "reveal",
          "deleteJob", "delete",
          "proposePolicy", "propose_policy",
          "rollBackPolicy", "propose_policy",
          "approvePolicyChange", "approve_policy",
          "rejectPolicyChange", "approve_policy");

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
