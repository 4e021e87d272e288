package dev.lethe.keys.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.keys.model.AesGcmKey;
import dev.lethe.keys.model.Pseudonyms;
import dev.lethe.keys.model.WrappedKey;
import dev.lethe.problem.model.LetheException;
import dev.lethe.tenancy.model.Sql;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.testing.TestTransactions;
import dev.lethe.worker.PersonalText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;

class KeyedPseudonymsTest {

  private static final PersonalText SUBJECT = PersonalText.of("customer 4711");

  private final TestTransactions database = new TestTransactions();
  private final AesGcmKey master = new AesGcmKey(AesGcmKey.random());
  private final Pseudonyms pseudonyms = under(master);
  private final TenantId tenant = database.newTenant();

  private Pseudonyms under(AesGcmKey masterKey) {
    return new KeyedPseudonyms(TestKeys.under(database, masterKey), TestKeys.rootVault(), database);
  }

  @Test
  void givenSameText_whenAskedAgainByAnotherServer_thenThePseudonymIsTheSame() {
    String pseudonym = pseudonyms.of(tenant, "subject", SUBJECT);
    assertThat(pseudonym).matches("[0-9a-f]{64}");
    assertThat(under(master).of(tenant, "subject", PersonalText.of("customer 4711")))
        .isEqualTo(pseudonym);
  }

  @Test
  void givenAnotherTextContextOrTenant_whenAsked_thenThePseudonymDiffers() {
    String pseudonym = pseudonyms.of(tenant, "subject", SUBJECT);
    assertThat(pseudonyms.of(tenant, "subject", PersonalText.of("customer 4712")))
        .isNotEqualTo(pseudonym);
    assertThat(pseudonyms.of(tenant, "reason", SUBJECT)).isNotEqualTo(pseudonym);
    assertThat(pseudonyms.of(database.newTenant(), "subject", SUBJECT)).isNotEqualTo(pseudonym);
  }

  @Test
  void givenAnotherMasterKey_whenAsked_thenThereIsNone() {
    pseudonyms.of(tenant, "subject", SUBJECT);
    Pseudonyms other = under(new AesGcmKey(AesGcmKey.random()));
    assertThatThrownBy(() -> other.of(tenant, "subject", SUBJECT))
        .isInstanceOf(LetheException.class);
  }

  @Test
  void givenKeyOfAnotherTenantPutInPlace_whenAsked_thenThereIsNone() throws IOException {
    pseudonyms.of(tenant, "subject", SUBJECT);
    TenantId other = database.newTenant();
    pseudonyms.of(other, "subject", SUBJECT);
    Path key = Path.of("root", "pseudonyms");
    Files.copy(
        TestKeys.folder().resolve(other.value()).resolve(key),
        TestKeys.folder().resolve(tenant.value()).resolve(key),
        StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(() -> pseudonyms.of(tenant, "subject", SUBJECT))
        .isInstanceOf(LetheException.class);
  }

  @Test
  void givenKeyFromBeforeTheVault_whenAsked_thenThePseudonymStays() throws IOException {
    String pseudonym = pseudonyms.of(tenant, "subject", SUBJECT);
    WrappedKey key = TestKeys.rootVault().pseudonymKey(tenant).orElseThrow();
    database.with(
        tenant,
        connection ->
            Sql.update(
                connection,
                "insert into pseudonym_key (tenant_id, tenant_key_version, wrapped)"
                    + " values (?, ?, ?)",
                tenant.value(),
                key.rootVersion(),
                key.bytes()));
    Files.delete(TestKeys.folder().resolve(tenant.value()).resolve("root").resolve("pseudonyms"));
    assertThat(pseudonyms.of(tenant, "subject", SUBJECT)).isEqualTo(pseudonym);
  }
}
