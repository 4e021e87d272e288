package dev.lethe.policy.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.policy.model.InvalidPolicyException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyEnvelopeTest {

  @TempDir Path keys;
  private final PolicyFolder folder = new PolicyFolder();
  private Path secret;
  private Path trusted;
  private String envelope;

  @BeforeEach
  void sign() {
    PolicyEnvelope.makeKeys(keys);
    secret = keys.resolve("signing.key");
    trusted = keys.resolve("signing.pub");
    envelope = PolicyEnvelope.sign(folder.files(), secret);
  }

  @Test
  void givenSignedBundle_whenVerified_thenTheKeyIsNamed() {
    assertThat(PolicyEnvelope.verify(folder.files(), envelope, trusted)).matches("[0-9a-f]{64}");
  }

  @Test
  void givenSecondTrustedKey_whenVerified_thenEitherWillDo() throws IOException {
    PolicyEnvelope.makeKeys(keys.resolve("next"));
    Files.writeString(
        trusted, Files.readString(keys.resolve("next/signing.pub")) + Files.readString(trusted));
    assertThat(PolicyEnvelope.verify(folder.files(), envelope, trusted)).isNotEmpty();
    String next = PolicyEnvelope.sign(folder.files(), keys.resolve("next/signing.key"));
    assertThat(PolicyEnvelope.verify(folder.files(), next, trusted)).isNotEmpty();
  }

  @Test
  void givenSecretKey_whenMade_thenItsOwnerAloneReadsIt() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
        .isEqualTo("rw-------");
  }

  @Test
  void givenNoSignature_whenVerified_thenItIsRefused() {
    envelope = "";
    assertRefused("is not signed");
  }

  @Test
  void givenOneByteChanged_whenVerified_thenItIsRefused() {
    folder.replace("retention.yaml", "cap: P30D", "cap: P31D");
    assertRefused("changed, added or removed");
  }

  @Test
  void givenFileTakenAway_whenVerified_thenItIsRefused() {
    folder.remove("overlays.yaml");
    assertRefused("changed, added or removed");
  }

  @Test
  void givenFileAdded_whenVerified_thenItIsRefused() {
    folder.put("more.yaml", "a: b");
    assertRefused("changed, added or removed");
  }

  @Test
  void givenUnknownKey_whenVerified_thenItIsRefused() {
    PolicyEnvelope.makeKeys(keys.resolve("stranger"));
    envelope = PolicyEnvelope.sign(folder.files(), keys.resolve("stranger/signing.key"));
    assertRefused("no key that is trusted here");
  }

  @Test
  void givenOtherPayloadUnderTheSameSignature_whenVerified_thenItIsRefused() {
    PolicyFolder loose = new PolicyFolder().replace("retention.yaml", "cap: P30D", "cap: P31D");
    String payload = Base64.getEncoder().encodeToString(loose.files().manifest());
    envelope = envelope.replaceFirst("\"payload\": \"[^\"]*\"", "\"payload\": \"" + payload + "\"");
    assertThatThrownBy(() -> PolicyEnvelope.verify(loose.files(), envelope, trusted))
        .isInstanceOf(InvalidPolicyException.class)
        .hasMessageContaining("no key that is trusted here");
  }

  @Test
  void givenSignatureOfSomethingElse_whenVerified_thenItIsRefused() {
    envelope = envelope.replace("policy-manifest", "shopping-list");
    assertRefused("is not the signature of a policy bundle");
  }

  @Test
  void givenRubbish_whenVerified_thenItIsRefused() {
    for (String rubbish : new String[] {"{}", "[", "{\"payload\": \"%%\"}", "x".repeat(70_000)}) {
      envelope = rubbish;
      assertThatThrownBy(() -> PolicyEnvelope.verify(folder.files(), envelope, trusted))
          .isInstanceOf(InvalidPolicyException.class);
    }
  }

  @Test
  void givenSecretKeyInThePlaceOfThePublic_whenVerified_thenItIsRefused() {
    trusted = secret;
    assertRefused("holds no public key");
  }

  @Test
  void givenManifest_whenMade_thenItIsCanonicalJson() throws IOException {
    byte[] manifest = folder.files().manifest();
    assertThat(new org.erdtman.jcs.JsonCanonicalizer(manifest).getEncodedUTF8())
        .isEqualTo(manifest);
    assertThat(new String(manifest, StandardCharsets.UTF_8)).contains("\"retention.yaml\":\"");
  }

  private void assertRefused(String reason) {
    assertThatThrownBy(() -> PolicyEnvelope.verify(folder.files(), envelope, trusted))
        .isInstanceOf(InvalidPolicyException.class)
        .hasMessageContaining(reason);
  }
}
