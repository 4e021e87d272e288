package dev.lethe.keys.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.keys.adapter.CompactJws.NotVerified;
import dev.lethe.keys.model.StatementSigner;
import dev.lethe.keys.model.VerificationKey;
import dev.lethe.policy.adapter.PolicyEnvelope;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompactJwsTest {

  private static final String TYPE = "vnd.example+json";
  private static final byte[] STATEMENT = "{\"id\":1}".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private StatementSigner signer;

  @BeforeEach
  void makeKeys() {
    signer = signer("now");
  }

  private StatementSigner signer(String name) {
    PolicyEnvelope.makeKeys(folder.resolve(name));
    return SigningKeyFile.read(folder.resolve(name).resolve("signing.key"), Optional.empty());
  }

  @Test
  void givenSignedStatement_whenVerifiedByThePublishedKey_thenItIsTheStatement() throws Exception {
    String jws = signer.sign(TYPE, STATEMENT);
    assertThat(CompactJws.verify(jws, TYPE, signer.keys())).isEqualTo(STATEMENT);
    assertThat(decoded(jws, 0))
        .isEqualTo(
            "{\"alg\":\"EdDSA\",\"kid\":\"" + signer.keyId() + "\",\"typ\":\"" + TYPE + "\"}");
  }

  /** The key, the statement and the signature of RFC 8037, appendix A. */
  @Test
  void givenKeyOfTheStandard_whenItsThumbprintIsMade_thenItIsThatOfTheStandard() {
    VerificationKey key =
        new VerificationKey(
            HexFormat.of()
                .parseHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));
    assertThat(key.x()).isEqualTo("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
    assertThat(key.id()).isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
  }

  @Test
  void givenAnyCharacterChanged_whenVerified_thenItIsRefused() {
    String jws = signer.sign(TYPE, STATEMENT);
    for (int i = 0; i < jws.length(); i++) {
      char other = jws.charAt(i) == 'A' ? 'B' : 'A';
      String changed = jws.substring(0, i) + other + jws.substring(i + 1);
      assertRefused(changed, TYPE, signer.keys());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "a.b", "..", "a.b.c.d", "e30.e30.", "bnVsbA.e30.AA", "e30=.e30.AA"})
  void givenWhatIsNoSignedStatement_whenVerified_thenItIsRefused(String jws) {
    assertRefused(jws, TYPE, signer.keys());
  }

  @Test
  void givenStatementOfAnotherTypeOrKey_whenVerified_thenItIsRefused() {
    String jws = signer.sign(TYPE, STATEMENT);
    assertRefused(jws, "vnd.other+json", signer.keys());
    assertRefused(jws, TYPE, signer("other").keys());
    assertRefused(jws, TYPE, List.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"none\",\"kid\":\"K\",\"typ\":\"vnd.example+json\"}",
        "{\"alg\":\"HS256\",\"kid\":\"K\",\"typ\":\"vnd.example+json\"}",
        "{\"alg\":\"EdDSA\",\"kid\":\"K\",\"typ\":\"vnd.example+json\",\"crit\":[\"b64\"]}",
        "{\"alg\":\"EdDSA\",\"kid\":7,\"typ\":\"vnd.example+json\"}",
        "{\"alg\":\"EdDSA\",\"typ\":\"vnd.example+json\"}"
      })
  void givenHeaderOfAnotherKind_whenVerified_thenItIsRefused(String header) {
    String[] parts = signer.sign(TYPE, STATEMENT).split("\\.", -1);
    String encoded =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                header
                    .replace("\"K\"", "\"" + signer.keyId() + "\"")
                    .getBytes(StandardCharsets.UTF_8));
    assertRefused(encoded + "." + parts[1] + "." + parts[2], TYPE, signer.keys());
    assertRefused(encoded + "." + parts[1] + ".", TYPE, signer.keys());
  }

  @Test
  void givenRetiredKey_whenANewOneSigns_thenBothVerify() throws Exception {
    String old = signer.sign(TYPE, STATEMENT);
    PolicyEnvelope.makeKeys(folder.resolve("next"));
    StatementSigner next =
        SigningKeyFile.read(
            folder.resolve("next/signing.key"), Optional.of(folder.resolve("now/signing.pub")));
    assertThat(next.keys()).hasSize(2);
    assertThat(next.keyId()).isNotEqualTo(signer.keyId());
    assertThat(CompactJws.verify(old, TYPE, next.keys())).isEqualTo(STATEMENT);
    assertThat(CompactJws.verify(next.sign(TYPE, STATEMENT), TYPE, next.keys()))
        .isEqualTo(STATEMENT);
  }

  @Test
  void givenKeySet_whenRead_thenItsKeysAreThoseOfTheSigner() throws Exception {
    VerificationKey key = signer.keys().get(0);
    String jwk = "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"%s\",\"kid\":\"%s\"}";
    String set =
        "{\"keys\":[{\"kty\":\"RSA\",\"n\":\"AQAB\"}," + jwk.formatted(key.x(), key.id()) + "]}";
    assertThat(CompactJws.keys(set.getBytes(StandardCharsets.UTF_8)))
        .extracting(VerificationKey::id)
        .containsExactly(key.id());
    String forged = "{\"keys\":[" + jwk.formatted(key.x(), "another") + "]}";
    assertThatThrownBy(() -> CompactJws.keys(forged.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(NotVerified.class);
    for (String none : List.of("", "[]", "{}", "{\"keys\":{}}", "not json")) {
      assertThatThrownBy(() -> CompactJws.keys(none.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(NotVerified.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rwx------"})
  void givenKeyFileThatOthersMayUse_whenRead_thenTheStartStops(String permissions)
      throws Exception {
    Path file = folder.resolve("now/signing.key");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    assertThatThrownBy(() -> SigningKeyFile.read(file, Optional.empty()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("lethe.signing.key.file may be read by its owner alone (0600)");
  }

  @Test
  void givenFileThatHoldsNoKey_whenRead_thenTheStartStopsWithoutItsContent() throws Exception {
    Path file = Files.writeString(folder.resolve("wrong"), "-----BEGIN secret");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThatThrownBy(() -> SigningKeyFile.read(file, Optional.empty()))
        .hasMessage("lethe.signing.key.file holds no Ed25519 key in PEM");
    assertThatThrownBy(() -> SigningKeyFile.read(folder.resolve("none"), Optional.empty()))
        .hasMessage("lethe.signing.key.file cannot be read");
    assertThatThrownBy(
            () -> SigningKeyFile.read(folder.resolve("now/signing.key"), Optional.of(file)))
        .hasMessage("lethe.signing.retired.file holds no Ed25519 key in PEM");
  }

  private static String decoded(String jws, int part) {
    return new String(
        Base64.getUrlDecoder().decode(jws.split("\\.", -1)[part]), StandardCharsets.UTF_8);
  }

  private static void assertRefused(String jws, String type, List<VerificationKey> keys) {
    assertThatThrownBy(() -> CompactJws.verify(jws, type, keys)).isInstanceOf(NotVerified.class);
  }
}
