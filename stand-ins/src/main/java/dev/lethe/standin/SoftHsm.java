package dev.lethe.standin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A token of SoftHSM2 (Debian's package {@code softhsm2}). Its library finds the token by the file
 * that the environment variable {@code SOFTHSM2_CONF} names, which must be set before the process
 * starts; the file and the token are made here.
 */
public final class SoftHsm {

  private static final String VARIABLE = "SOFTHSM2_CONF";
  private static final String PIN = "1234";

  private final Path folder;

  private SoftHsm(Path folder) {
    this.folder = folder;
  }

  /**
   * A fresh token in slot 0, once in a process.
   *
   * @throws IllegalStateException if SoftHSM2 is not installed, or the variable is not set
   */
  public static synchronized SoftHsm open() {
    if (made.isEmpty()) {
      made = Optional.of(make());
    }
    return made.get();
  }

  private static Optional<SoftHsm> made = Optional.empty();

  private static SoftHsm make() {
    Map<String, String> environment = System.getenv();
    if (!environment.containsKey(VARIABLE)) {
      throw new IllegalStateException(VARIABLE + " is not set");
    }
    Path conf = Path.of(environment.get(VARIABLE));
    Path folder = conf.resolveSibling("");
    try {
      SoftHsm hsm = new SoftHsm(folder);
      Path tokens = folder.resolve("tokens");
      remove(tokens);
      Files.createDirectories(tokens);
      Files.writeString(
          conf,
          "directories.tokendir = " + tokens + "\nobjectstore.backend = file\nlog.level = ERROR\n");
      Files.writeString(hsm.pin(), PIN + "\n");
      Files.setPosixFilePermissions(hsm.pin(), PosixFilePermissions.fromString("rw-------"));
      initialise(folder.resolve("softhsm2.log"));
      return hsm;
    } catch (IOException e) {
      throw new IllegalStateException("SoftHSM2 cannot be used; install the package softhsm2", e);
    }
  }

  private static void remove(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(one);
        }
      }
    }
  }

  private static void initialise(Path log) throws IOException {
    Process process =
        new ProcessBuilder(
                "softhsm2-util",
                "--init-token",
                "--free",
                "--label",
                "lethe",
                "--pin",
                PIN,
                "--so-pin",
                PIN)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (process.waitFor() != 0) {
        throw new IOException("softhsm2-util failed; see " + log);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** The library that speaks PKCS #11. */
  public Path library() {
    return Stream.of(
            "/usr/lib/softhsm/libsofthsm2.so",
            "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
            "/usr/lib64/pkcs11/libsofthsm2.so",
            "/usr/lib64/libsofthsm2.so")
        .map(Path::of)
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("install the package softhsm2"));
  }

  /** The file with the user's PIN. */
  public Path pin() {
    return folder.resolve("pin");
  }
}
