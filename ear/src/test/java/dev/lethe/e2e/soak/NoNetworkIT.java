package dev.lethe.e2e.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lethe.e2e.RunningSystem;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A second stack, of its own state and ports, where there is no network but the loopback: it
 * starts, reads a scanned invoice through the API, and gives its fields. So nothing that it does
 * needs to reach anybody.
 */
@Tag("soak")
class NoNetworkIT {

  private static final String ALONE = "bwrap --dev-bind / / --unshare-net --";

  private final Map<String, String> ports = new HashMap<>();
  private final Path state = RunningSystem.get().stateDir().resolve("no-network");

  @AfterEach
  void takeDown() throws Exception {
    if (Files.exists(state)) {
      lethe(List.of(), "down", "--wipe");
    }
  }

  @Test
  void givenNoNetworkButTheLoopback_whenTheStackIsStarted_thenItReadsADocument() throws Exception {
    List<String> alone = List.of(ALONE.split(" ", -1));
    assumeTrue(
        run(alone, List.of("true")) == 0,
        "this machine lets nobody make a network of their own, so the start without one is not"
            + " tried");
    assertThat(run(alone, List.of("bash", "-c", "exec 3<>/dev/tcp/192.0.2.1/80")))
        .as("there is no way out")
        .isNotZero();

    Files.deleteIfExists(log());
    assertThat(lethe(alone, "demo")).as("see %s", log()).isZero();

    assertThat(Files.readString(log())).contains("invoice_total", "read in a sandbox");
  }

  private int lethe(List<String> prefix, String... command) throws Exception {
    List<String> words = new ArrayList<>(List.of(System.getProperty("lethe.tree") + "/lethe"));
    words.addAll(List.of(command));
    return run(prefix, words);
  }

  private int run(List<String> prefix, List<String> command) throws Exception {
    List<String> words = new ArrayList<>(prefix);
    words.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    builder.environment().put("LETHE_STATE_DIR", state.toString());
    for (String port : List.of("LETHE_HTTPS_PORT", "LETHE_KEYCLOAK_PORT", "LETHE_POSTGRES_PORT")) {
      builder.environment().put(port, ports.computeIfAbsent(port, NoNetworkIT::free));
    }
    Process process = builder.start();
    if (!process.waitFor(10, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      return -1;
    }
    return process.exitValue();
  }

  private static String free(String setting) {
    try (ServerSocket any = new ServerSocket(0)) {
      return Integer.toString(any.getLocalPort());
    } catch (IOException e) {
      throw new IllegalStateException(setting, e);
    }
  }

  private static Path log() {
    return RunningSystem.get().stateDir().resolve("log/no-network.log");
  }
}
