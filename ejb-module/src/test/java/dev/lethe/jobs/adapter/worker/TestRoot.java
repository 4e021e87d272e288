package dev.lethe.jobs.adapter.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/** The worker's root as the product builds it, with {@link SandboxProbe} beside the engine. */
final class TestRoot {

  private static final Path ROOT = build();

  private TestRoot() {}

  static PoolSettings settings(int busy, Reuse reuse) {
    return new PoolSettings(
        ROOT,
        busy,
        1,
        reuse,
        256,
        512,
        200,
        700,
        32 * 1024 * 1024,
        Duration.ofSeconds(60),
        Duration.ofSeconds(60),
        Duration.ofSeconds(1));
  }

  static Path path() {
    return ROOT;
  }

  private static Path build() {
    Path worker = Path.of("../engine-module/target/worker");
    assertThat(worker).as("the engine is built before, with -am").isDirectory();
    Path root = Path.of("target/worker-root").toAbsolutePath();
    try {
      Path probe = probe();
      Process build =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin/java").toString(),
                  "-cp",
                  worker + "/*:" + probe,
                  "dev.lethe.engine.assembly.WorkerRoot",
                  root.toString())
              .redirectErrorStream(true)
              .start();
      String printed = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(build.waitFor()).as(printed).isZero();
      return root;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static Path probe() throws IOException {
    Path folder = Path.of("target/probe-classes");
    String name = SandboxProbe.class.getName().replace('.', '/');
    for (String file : new String[] {name + ".class", name + "$Attempt.class"}) {
      Path target = folder.resolve(file);
      Files.createDirectories(target.getParent());
      Files.copy(
          Path.of("target/test-classes").resolve(file),
          target,
          StandardCopyOption.REPLACE_EXISTING);
    }
    return folder;
  }
}
