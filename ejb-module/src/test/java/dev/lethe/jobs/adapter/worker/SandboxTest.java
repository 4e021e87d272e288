package dev.lethe.jobs.adapter.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SandboxTest {

  private static List<String> findings;

  @BeforeAll
  static void probeTheSandbox() throws IOException, InterruptedException {
    PoolSettings settings = TestRoot.settings(1, Reuse.SAME_TENANT);
    List<String> command =
        SandboxCommand.of(settings, "-cp /app/lib/* " + SandboxProbe.class.getName());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SECRET", "canary");
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process probe = builder.start();
    probe.getOutputStream().close();
    findings =
        new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    assertThat(probe.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void givenTheSandbox_whenTheNetworkIsTried_thenItIsRefused() {
    assertThat(findings).contains("connect: refused", "listen: refused", "resolve: refused");
  }

  @Test
  void givenTheSandbox_whenAProcessIsStarted_thenItIsRefused() {
    assertThat(findings).contains("spawn: refused");
  }

  @Test
  void givenTheSandbox_whenFilesAreWritten_thenOnlyASmallPrivateFolderTakesThem() {
    assertThat(findings)
        .contains(
            "write /: refused",
            "write /app: refused",
            "write /app/lib: refused",
            "write /dev: refused",
            "write /proc: refused",
            "write /jre: refused",
            "fill /tmp: refused");
  }

  @Test
  void givenTheSandbox_whenTheMachinesFilesAreRead_thenTheyAreNotThere() {
    assertThat(findings).contains("read /etc/passwd: refused", "read /root: refused");
  }

  @Test
  void givenTheSandbox_whenItLooksAround_thenItIsAloneWithNothingToKnow() {
    assertThat(findings).contains("environment 1", "processes 2");
  }
}
