package dev.lethe.standin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A key pair and a certificate for localhost, made by the JDK's keytool. */
public final class SelfSigned {

  static final String PASSWORD = "changeit";

  private SelfSigned() {}

  /**
   * @param folder into which {@code localhost.p12} and {@code localhost.pem} are written
   */
  public static void make(Path folder) {
    keytool(
        List.of(
            "-genkeypair -alias localhost -keyalg EC -groupname secp256r1 -validity 30".split(" ")),
        List.of("-dname", "CN=localhost", "-ext", "san=dns:localhost,ip:127.0.0.1"),
        store(folder));
    keytool(
        List.of("-exportcert", "-rfc", "-alias", "localhost", "-file", pem(folder).toString()),
        store(folder));
  }

  static Path keystore(Path folder) {
    return folder.resolve("localhost.p12");
  }

  /** The certificate, for those who shall trust it. */
  public static Path pem(Path folder) {
    return folder.resolve("localhost.pem");
  }

  private static List<String> store(Path folder) {
    return List.of(
        "-storetype", "PKCS12", "-keystore", keystore(folder).toString(), "-storepass", PASSWORD);
  }

  @SafeVarargs
  private static void keytool(List<String>... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    for (List<String> some : arguments) {
      command.addAll(some);
    }
    try {
      Path said = Files.createTempFile("keytool", ".log");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      int code = process.waitFor();
      Files.delete(said);
      if (code != 0) {
        throw new IllegalStateException("keytool ended with " + code);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
