package dev.lethe.tools.retention;

import dev.lethe.keys.adapter.CompactJws;
import dev.lethe.keys.adapter.CompactJws.NotVerified;
import dev.lethe.keys.adapter.PemFile;
import dev.lethe.keys.model.VerificationKey;
import dev.lethe.retention.model.DeletionCertificate;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code ./lethe certificate}: needs the file, the public keys, and nothing else. */
public final class CertificateTool {

  private static final int MOST_BYTES = 1 << 20;

  private final PrintStream out;

  private CertificateTool(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs a command.
   *
   * @return 0, 1 if the certificate does not verify, 2 if the command is not understood
   */
  public static int run(List<String> arguments, PrintStream out) throws IOException {
    if (arguments.size() != 3 || !arguments.get(0).equals("verify")) {
      out.println("verify FILE KEYS");
      return 2;
    }
    return new CertificateTool(out).verify(Path.of(arguments.get(1)), Path.of(arguments.get(2)));
  }

  private int verify(Path file, Path keys) throws IOException {
    try {
      print(payload(jws(read(file)), trusted(keys)));
      return 0;
    } catch (NotVerified | IllegalStateException e) {
      out.println("NOT verified: " + e.getMessage());
      return 1;
    }
  }

  /** A certificate, or the statement of an epoch's end that completes it. */
  private static byte[] payload(String jws, List<VerificationKey> keys) throws NotVerified {
    try {
      return CompactJws.verify(jws, DeletionCertificate.TYPE, keys);
    } catch (NotVerified other) {
      try {
        return CompactJws.verify(jws, DeletionCertificate.EPOCH_TYPE, keys);
      } catch (NotVerified neither) {
        throw other;
      }
    }
  }

  private static String read(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IllegalStateException("the file is too large");
    }
    return Files.readString(file).strip();
  }

  /** A JSON Web Key Set, as the service publishes it, or public keys in PEM. */
  private static List<VerificationKey> trusted(Path keys) throws IOException, NotVerified {
    String text = read(keys);
    return text.startsWith("{")
        ? CompactJws.keys(text.getBytes(StandardCharsets.UTF_8))
        : PemFile.publicKeys(keys, "the file of keys");
  }

  /** The answer of the API as it came, or the signed statement alone. */
  private static String jws(String text) {
    if (!text.startsWith("{")) {
      return text;
    }
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readObject().getString("jws", "");
    } catch (JsonException | ClassCastException e) {
      throw new IllegalStateException("the file is no certificate", e);
    }
  }

  private void print(byte[] payload) {
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(payload))) {
      JsonObject statement = reader.readObject();
      out.println("verified: " + statement.getString("id"));
      statement.forEach(
          (name, value) -> {
            if (value instanceof JsonObject parts) {
              parts.forEach((part, of) -> out.println("  " + name + "." + part + ": " + of));
            } else {
              out.println("  " + name + ": " + value);
            }
          });
    }
  }
}
