package dev.lethe.keys.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.keys.model.KeyProvider;
import dev.lethe.keys.model.RootKey;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.standin.SoftHsm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Key;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a token of SoftHSM2, which must be installed. */
class Pkcs11KeysTest extends KeyProviderContract {

  private static final AtomicInteger SERVERS = new AtomicInteger();
  private static final SoftHsm HSM = SoftHsm.open();

  @TempDir Path folder;

  @Override
  KeyProvider server() {
    return provider(HSM.pin());
  }

  private static Pkcs11Keys provider(Path pin) {
    return new Pkcs11Keys("test" + SERVERS.incrementAndGet(), HSM.library(), 0, pin);
  }

  @Test
  void givenRootKey_whenItsTokenIsAsked_thenItIsSensitiveAndDoesNotLeave() throws Exception {
    RootKey root = create(server(), tenant, 1);
    Key key = token().getKey(new String(root.reference()), null);
    assertThat(key.getEncoded()).isNull();
    assertThat(key.toString()).contains("sensitive").contains("unextractable").contains("token");
  }

  @Test
  void givenKeyThatItsOwnerDeleted_whenUsed_thenItIsRevoked() throws Exception {
    KeyProvider provider = server();
    RootKey root = create(provider, tenant, 1);
    byte[] wrapped = provider.wrap(root, new byte[32], new byte[0]);
    token().deleteEntry(new String(root.reference()));
    assertRefused(
        () -> provider.unwrap(root, wrapped, new byte[0]), ProblemCode.TENANT_KEY_REVOKED);
    assertRefused(
        () -> provider.wrap(root, new byte[32], new byte[0]), ProblemCode.TENANT_KEY_REVOKED);
  }

  @Test
  void givenWrongPin_whenUsed_thenTheProviderIsUnavailable() throws IOException {
    // sessions of one process share the login: whoever is logged in already needs no PIN
    Path pin = file("9999");
    Pkcs11Keys wrong = provider(pin);
    Files.delete(pin);
    assertRefused(wrong::check, ProblemCode.KEY_PROVIDER_UNAVAILABLE);
  }

  @Test
  void givenNoLibraryOrSlot_whenTheProviderIsMade_thenTheStartStops() {
    assertThatThrownBy(() -> new Pkcs11Keys("none", folder.resolve("none.so"), 0, HSM.pin()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the library of key provider none cannot be loaded");
    assertThatThrownBy(() -> new Pkcs11Keys("none", HSM.library(), 99, HSM.pin()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void givenPinThatOthersMayRead_whenTheProviderIsMade_thenTheStartStops() throws IOException {
    Path pin = file("1234");
    Files.setPosixFilePermissions(pin, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> provider(pin)).isInstanceOf(IllegalStateException.class);
  }

  private Path file(String pin) throws IOException {
    Path file = Files.writeString(folder.resolve("pin"), pin);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static KeyStore token() throws Exception {
    Provider provider =
        Security.getProvider("SunPKCS11")
            .configure(
                "--name = owner"
                    + SERVERS.incrementAndGet()
                    + "\nlibrary = "
                    + HSM.library()
                    + "\nslotListIndex = 0");
    KeyStore store = KeyStore.getInstance("PKCS11", provider);
    store.load(null, Files.readString(HSM.pin()).strip().toCharArray());
    return store;
  }
}
