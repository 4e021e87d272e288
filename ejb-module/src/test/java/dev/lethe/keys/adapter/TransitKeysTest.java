package dev.lethe.keys.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.keys.model.KeyProvider;
import dev.lethe.keys.model.RootKey;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.standin.SelfSigned;
import dev.lethe.standin.TransitStandIn;
import dev.lethe.standin.TransitStandIn.Failure;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a stand-in for a key service, over TLS. */
class TransitKeysTest extends KeyProviderContract {

  private static final byte[] KEY = new byte[32];
  private static final byte[] DATA = "data".getBytes(StandardCharsets.UTF_8);

  @TempDir static Path folder;
  private static TransitStandIn service;

  @BeforeAll
  static void start() {
    service = new TransitStandIn(folder);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @BeforeEach
  void recover() {
    service.fail(Failure.NONE);
  }

  @Override
  KeyProvider server() {
    return server(service.url(), service.token(), Duration.ofSeconds(5));
  }

  private static TransitKeys server(URI url, Path token, Duration timeout) {
    return new TransitKeys(
        new TransitHttp(
            new TransitHttp.TransitSettings(
                "kms", url, "transit", token, Optional.of(service.authority()), "", timeout)));
  }

  private static TransitKeys impatient() {
    return server(service.url(), service.token(), Duration.ofMillis(300));
  }

  @ParameterizedTest
  @EnumSource(
      value = Failure.class,
      names = {"SEALED", "OVERLOADED", "HANGS_UP", "SILENT", "ENDLESS"})
  void givenServiceThatIsAway_whenUsed_thenItIsAskedThriceAndThenLeftAlone(Failure failure) {
    TransitKeys keys = impatient();
    RootKey root = create(server(), tenant, 1);
    byte[] wrapped = server().wrap(root, KEY, DATA);
    service.fail(failure);
    int before = service.requests();
    assertRefused(() -> keys.unwrap(root, wrapped, DATA), ProblemCode.KEY_PROVIDER_UNAVAILABLE);
    int after = service.requests();
    assertThat(after - before).isBetween(3, 6);
    assertRefused(() -> keys.wrap(root, KEY, DATA), ProblemCode.KEY_PROVIDER_UNAVAILABLE);
    assertThat(service.requests()).isEqualTo(after);
    service.fail(Failure.NONE);
  }

  @Test
  void givenServiceThatFailsTwice_whenAsked_thenTheThirdTimeItAnswers() {
    RootKey root = create(server(), tenant, 1);
    service.fail(Failure.SEALED, 2);
    byte[] wrapped = server().wrap(root, KEY, DATA);
    service.fail(Failure.OVERLOADED, 2);
    assertThat(server().unwrap(root, wrapped, DATA)).isEqualTo(KEY);
  }

  @ParameterizedTest
  @EnumSource(
      value = Failure.class,
      names = {"GIBBERISH", "WRONG_VERSION", "TOKEN_EXPIRED"})
  void givenAnswerThatIsNone_whenWrapping_thenTheProviderIsUnavailable(Failure failure) {
    RootKey root = create(server(), tenant, 1);
    service.fail(failure);
    assertRefused(() -> server().wrap(root, KEY, DATA), ProblemCode.KEY_PROVIDER_UNAVAILABLE);
    service.fail(Failure.NONE);
  }

  @Test
  void givenGibberish_whenUnwrapping_thenTheProviderIsUnavailable() {
    RootKey root = create(server(), tenant, 1);
    byte[] wrapped = server().wrap(root, KEY, DATA);
    service.fail(Failure.GIBBERISH);
    assertRefused(() -> server().unwrap(root, wrapped, DATA), ProblemCode.KEY_PROVIDER_UNAVAILABLE);
    service.fail(Failure.NONE);
  }

  @Test
  void givenKeyThatIsDenied_whenUsed_thenItIsRevokedUntilAllowed() {
    RootKey root = create(server(), tenant, 1);
    byte[] wrapped = server().wrap(root, KEY, DATA);
    service.fail(Failure.KEY_DENIED);
    assertRefused(() -> server().unwrap(root, wrapped, DATA), ProblemCode.TENANT_KEY_REVOKED);
    assertRefused(() -> server().wrap(root, KEY, DATA), ProblemCode.TENANT_KEY_REVOKED);
    service.fail(Failure.NONE);
    assertThat(server().unwrap(root, wrapped, DATA)).isEqualTo(KEY);
  }

  @Test
  void givenKeyThatItsOwnerDeletedOrRetired_whenUsed_thenItIsRevoked() {
    KeyProvider keys = server();
    RootKey first = create(keys, tenant, 1);
    byte[] wrapped = keys.wrap(first, KEY, DATA);
    create(keys, tenant, 2);
    service.setMinDecryptionVersion("test-" + tenant.value(), 2);
    assertRefused(() -> keys.unwrap(first, wrapped, DATA), ProblemCode.TENANT_KEY_REVOKED);
    service.deleteKey("test-" + tenant.value());
    assertRefused(() -> keys.unwrap(first, wrapped, DATA), ProblemCode.TENANT_KEY_REVOKED);
    assertRefused(() -> keys.wrap(first, KEY, DATA), ProblemCode.TENANT_KEY_REVOKED);
  }

  @Test
  void givenDestroyedVersion_whenTheServiceIsAsked_thenItIsOutOfItsStorage() {
    KeyProvider keys = server();
    RootKey first = create(keys, tenant, 1);
    create(keys, tenant, 2);
    keys.destroy(first);
    assertThat(service.versions("test-" + tenant.value())).containsExactly(2);
    keys.destroy(first);
  }

  @Test
  void givenTheOnlyVersion_whenDestroyed_thenTheNameStaysWithItsOwner() {
    KeyProvider keys = server();
    keys.destroy(create(keys, tenant, 1));
    assertThat(service.versions("test-" + tenant.value())).containsExactly(2);
  }

  @Test
  void givenKeyThatItsOwnerMade_whenATenantBegins_thenItsVersionIsTaken() {
    RootKey owners = create(server(), tenant, 1);
    RootKey first = create(server(), tenant, 1);
    assertThat(first.reference()).isEqualTo(owners.reference());
    assertThat(new String(first.reference())).endsWith(":1");
    assertThat(new String(create(server(), tenant, 2).reference())).endsWith(":2");
  }

  @Test
  void givenCertificateThatIsNotTrusted_whenUsed_thenNothingIsSent() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other-" + tenant.value()));
    SelfSigned.make(other);
    TransitKeys keys =
        new TransitKeys(
            new TransitHttp(
                new TransitHttp.TransitSettings(
                    "kms",
                    service.url(),
                    "transit",
                    service.token(),
                    Optional.of(SelfSigned.pem(other)),
                    "",
                    Duration.ofSeconds(2))));
    int before = service.requests();
    assertRefused(keys::check, ProblemCode.KEY_PROVIDER_UNAVAILABLE);
    assertThat(service.requests()).isEqualTo(before);
  }

  @Test
  void givenTokenThatWasReplaced_whenUsed_thenTheNewOneIsSent() throws IOException {
    Path token = folder.resolve("token-" + tenant.value());
    Files.writeString(token, "hvs.old");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    TransitKeys keys = server(service.url(), token, Duration.ofSeconds(5));
    assertRefused(keys::check, ProblemCode.KEY_PROVIDER_UNAVAILABLE);
    Files.copy(service.token(), token, StandardCopyOption.REPLACE_EXISTING);
    keys.check();
    Files.writeString(token, "line\r\nX-Other: header");
    assertRefused(keys::check, ProblemCode.KEY_PROVIDER_UNAVAILABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "lethe", "lethe:0", "../sys/seal:1", "a/b:1", "lethe:1:2"})
  void givenReferenceOfAnotherForm_whenUsed_thenNothingIsAsked(String reference) {
    RootKey root =
        new RootKey(tenant, 1, "tested", reference.getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
    int before = service.requests();
    assertRefused(() -> server().wrap(root, KEY, DATA), ProblemCode.KEYS_UNAVAILABLE);
    assertThat(service.requests()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:8200", "https:///nothing", "file:///etc/passwd"})
  void givenUrlWithoutTls_whenTheProviderIsMade_thenTheStartStops(String url) {
    assertThatThrownBy(() -> server(URI.create(url), service.token(), Duration.ofSeconds(1)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void givenFailure_whenItsTextIsRead_thenItTellsNothing() {
    RootKey root = create(server(), tenant, 1);
    service.fail(Failure.GIBBERISH);
    assertThatThrownBy(() -> server().wrap(root, KEY, DATA))
        .isInstanceOf(LetheException.class)
        .hasMessage("key-provider-unavailable");
    service.fail(Failure.NONE);
  }
}
