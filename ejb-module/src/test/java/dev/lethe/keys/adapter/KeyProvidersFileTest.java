package dev.lethe.keys.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.keys.model.AesGcmKey;
import dev.lethe.keys.model.KeyProvider;
import dev.lethe.tenancy.model.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyProvidersFileTest {

  private static final MasterKeys MASTER = TestKeys.only(new AesGcmKey(AesGcmKey.random()));
  private static final String KMS =
      "provider.kms.kind=transit\nprovider.kms.url=https://kms.example:8200\n";

  @TempDir Path folder;

  private KeyProviders read(String text) throws IOException {
    Path token = Files.writeString(folder.resolve("token"), "secret-token");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    Path file =
        Files.writeString(folder.resolve("providers"), text.replace("TOKEN", token.toString()));
    return KeyProvidersFile.read(file, MASTER);
  }

  @Test
  void givenProvidersAndTenants_whenRead_thenEachTenantHasItsOwn() throws IOException {
    KeyProviders providers =
        read(
            KMS
                + "provider.kms.token_file=TOKEN\nprovider.kms.timeout=PT2S\n"
                + "tenant.northwind=kms\ntenant.northwind.key=nw-root\ntenant.contoso=kms\n");
    assertThat(providers.all()).containsOnlyKeys("local", "kms");
    assertThat(providers.named("kms").kind()).isEqualTo(KeyProvider.Kind.TRANSIT);
    assertThat(providers.chosen(new TenantId("northwind")))
        .isEqualTo(new KeyProviders.Choice("kms", "nw-root"));
    assertThat(providers.chosen(new TenantId("contoso")))
        .isEqualTo(new KeyProviders.Choice("kms", "lethe-contoso"));
    assertThat(providers.chosen(new TenantId("other")).provider()).isEqualTo("local");
  }

  @Test
  void givenAnotherDefault_whenRead_thenTenantsWithoutAChoiceHaveIt() throws IOException {
    KeyProviders providers = read(KMS + "provider.kms.token_file=TOKEN\ndefault=kms\n");
    assertThat(providers.chosen(new TenantId("other")).provider()).isEqualTo("kms");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nonsense=1|nonsense is not known",
        "default=kms|default names no provider",
        "tenant.northwind=kms|tenant.northwind names no provider",
        "tenant.northwind.key=a|tenant.northwind is missing",
        "tenant.NW=local|a name is not of small letters and digits",
        "provider.x.kind=cloud|provider.x.kind is not known",
        "provider.x.url=https://a|provider.x.kind is missing",
        "provider.x.kind=pkcs11|provider.x.library is missing",
        "provider.local.kind=transit|the provider local is there without settings",
        "tenant.a=local\\ntenant.a.key=../up|tenant.a.key is no name of a key",
        "tenant.a=local\\ntenant.a.key=k\\ntenant.b=local\\ntenant.b.key=k|two tenants share a key",
        "tenant.a=local\\ntenant.a.pin=1|tenant.a.pin is not known"
      })
  void givenWhatIsWrong_whenRead_thenTheStartStopsWithItsName(String text, String why) {
    assertThatThrownBy(() -> read(text.replace("\\n", "\n")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("lethe.key.providers.file: " + why);
  }

  @Test
  void givenMissingFileOrToken_whenRead_thenTheStartStops() {
    assertThatThrownBy(() -> KeyProvidersFile.read(folder.resolve("none"), MASTER))
        .hasMessage("lethe.key.providers.file cannot be read");
    assertThatThrownBy(() -> read(KMS + "provider.kms.token_file=/nowhere"))
        .hasMessage("token_file of key provider kms cannot be read");
    assertThatThrownBy(() -> read(KMS.replace("https", "http") + "provider.kms.token_file=TOKEN"))
        .hasMessage("key provider kms needs a url with https");
  }
}
