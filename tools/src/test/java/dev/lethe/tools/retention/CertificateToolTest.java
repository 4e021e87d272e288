package dev.lethe.tools.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.retention.model.DeletionCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates here are made by the JDK alone: the tool agrees with another implementation. */
class CertificateToolTest {

  private static final String STATEMENT =
      """
      {"artefacts":[{"class":"source"}],"backup_horizon":null,"hold_check":{"held":[]},\
      "id":"cert_1","job":"job_1","keys_destroyed":["key_1"],"kept":[],"policy":{"version":"7"},\
      "residuals":[],"sanitization":{"method":"purge"},"t1":"2026-03-01T12:00:00Z","tenant":"t",\
      "trigger":"request","verification":{"keys":"absent"}}""";

  @TempDir Path work;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private KeyPair pair;
  private String x;
  private String kid;

  @BeforeEach
  void makeKey() throws Exception {
    pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] encoded = pair.getPublic().getEncoded();
    x = base64(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    kid =
        base64(
            MessageDigest.getInstance("SHA-256")
                .digest(
                    ("{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + x + "\"}")
                        .getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void givenCertificateAndKeySet_whenVerified_thenItSaysWhatItCertifies() throws Exception {
    assertThat(run(write("c.jws", jws(STATEMENT)), keySet())).isZero();
    assertThat(output())
        .startsWith("verified: cert_1")
        .contains(
            "job: \"job_1\"", "sanitization.method: \"purge\"", "keys_destroyed: [\"key_1\"]");
  }

  @Test
  void givenAnswerOfTheApiAndKeyInPem_whenVerified_thenItPasses() throws Exception {
    String answer = "{\"id\":\"cert_1\",\"jws\":\"" + jws(STATEMENT) + "\"}";
    String pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
            + "\n-----END PUBLIC KEY-----\n";
    assertThat(run(write("c.json", answer), write("keys.pem", pem))).isZero();
  }

  @Test
  void givenStatementThatWasChanged_whenVerified_thenItFails() throws Exception {
    String[] parts = jws(STATEMENT).split("\\.", -1);
    String changed = base64(STATEMENT.replace("job_1", "job_2").getBytes(StandardCharsets.UTF_8));
    Path file = write("c.jws", parts[0] + "." + changed + "." + parts[2]);
    assertThat(run(file, keySet())).isEqualTo(1);
    assertThat(output()).startsWith("NOT verified: was changed").doesNotContain("job_2");
  }

  @Test
  void givenKeyThatDidNotSign_whenVerified_thenItFails() throws Exception {
    Path file = write("c.jws", jws(STATEMENT));
    makeKey();
    assertThat(run(file, keySet())).isEqualTo(1);
    assertThat(output()).contains("a key that is not among the given ones");
  }

  @Test
  void givenWhatIsNoCertificateOrNoKey_whenVerified_thenItFails() throws Exception {
    assertThat(run(write("a", "{\"jws\":1}"), keySet())).isEqualTo(1);
    assertThat(run(write("b", "{"), keySet())).isEqualTo(1);
    assertThat(run(write("c", ""), keySet())).isEqualTo(1);
    assertThat(run(write("d", jws(STATEMENT)), write("none", "no key"))).isEqualTo(1);
  }

  @Test
  void givenAnotherCommand_whenRun_thenItSaysWhatItKnows() throws Exception {
    assertThat(CertificateTool.run(List.of("check"), new PrintStream(said))).isEqualTo(2);
    assertThat(output()).startsWith("verify FILE KEYS");
  }

  private int run(Path file, Path keys) throws IOException {
    return CertificateTool.run(
        List.of("verify", file.toString(), keys.toString()),
        new PrintStream(said, true, StandardCharsets.UTF_8));
  }

  private String output() {
    return said.toString(StandardCharsets.UTF_8);
  }

  private Path keySet() throws IOException {
    return write(
        "keys.json",
        "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\""
            + x
            + "\",\"kid\":\""
            + kid
            + "\"}]}");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(work.resolve(name), text);
  }

  private String jws(String statement) throws Exception {
    String header =
        "{\"alg\":\"EdDSA\",\"kid\":\"" + kid + "\",\"typ\":\"" + DeletionCertificate.TYPE + "\"}";
    String signed =
        base64(header.getBytes(StandardCharsets.US_ASCII))
            + "."
            + base64(statement.getBytes(StandardCharsets.UTF_8));
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(pair.getPrivate());
    signature.update(signed.getBytes(StandardCharsets.US_ASCII));
    return signed + "." + base64(signature.sign());
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
