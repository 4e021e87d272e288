package dev.lethe.keys.adapter;

import static dev.lethe.testing.AtOnce.atOnce;
import static dev.lethe.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.keys.model.AesGcmKey;
import dev.lethe.keys.model.DataKeys.FreshKey;
import dev.lethe.keys.model.EpochVault;
import dev.lethe.keys.model.KeyProvider;
import dev.lethe.keys.model.MasterKeyRotation.Progress;
import dev.lethe.keys.model.RootKey;
import dev.lethe.keys.model.RootKeyVault;
import dev.lethe.keys.model.TenantDirectory;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.Sql;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.testing.TestTransactions;
import dev.lethe.worker.PersonalText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The master key is replaced: what it wraps is wrapped anew, and nothing else changes. */
class LocalRootKeysTest {

  private static final byte[] CONTENT = "an invented document".getBytes(StandardCharsets.UTF_8);
  private static final PersonalText SUBJECT = PersonalText.of("customer 4711");

  @TempDir Path folder;

  private final TestTransactions database = new TestTransactions();
  private final TenantId tenant = database.newTenant();
  private final TenantId other = database.newTenant();
  private final AesGcmKey former = new AesGcmKey(AesGcmKey.random());
  private final AesGcmKey present = new AesGcmKey(AesGcmKey.random());

  /** A server with its keys; all of a test share the vault and the database. */
  private final class Server {
    private final TenantRootKeys keys;
    private final LocalRootKeys roots;
    private final TinkDataKeys data;

    Server(MasterKeys master) {
      this(master, new FileRootVault(folder));
    }

    Server(MasterKeys master, RootKeyVault vault) {
      EpochVault epochs = new FileVault(folder);
      KeyProvider elsewhere = new LocalKeys(TestKeys.only(former));
      keys =
          new TenantRootKeys(
              new KeyProviders(
                  Map.of("local", new LocalKeys(master), "elsewhere", new Elsewhere(elsewhere)),
                  "local",
                  Map.of()),
              vault,
              epochs,
              database,
              Clock.systemUTC());
      roots =
          new LocalRootKeys(
              master, keys, vault, database, new Known(List.of(tenant)), Clock.systemUTC());
      data =
          new TinkDataKeys(
              keys,
              new EpochTables(
                  keys,
                  epochs,
                  database,
                  (of, job, artefact) -> Optional.empty(),
                  Clock.systemUTC()),
              database);
    }

    String seal(TenantId of, String job) throws IOException {
      FreshKey key = database.inTransaction(() -> data.create(of, job, "source"));
      ByteArrayOutputStream sealed = new ByteArrayOutputStream();
      try (OutputStream sealing = key.sealing(sealed)) {
        sealing.write(CONTENT);
      }
      Files.write(folder.resolve(key.id() + ".sealed"), sealed.toByteArray());
      return key.id();
    }

    byte[] open(TenantId of, String key) throws IOException {
      byte[] sealed = Files.readAllBytes(folder.resolve(key + ".sealed"));
      try (InputStream opened = data.opening(of, key, new ByteArrayInputStream(sealed))) {
        return opened.readAllBytes();
      }
    }

    String pseudonym() {
      return new KeyedPseudonyms(keys, new FileRootVault(folder), database)
          .of(tenant, "subject", SUBJECT);
    }

    void rotate(TenantId of) {
      database.inTransaction(() -> keys.rotate(of));
    }

    Progress rewrap(TenantId of) {
      return database.inNewTransaction(() -> roots.rewrap(of));
    }
  }

  /** The tenants that the database knows. */
  private record Known(List<TenantId> tenants) implements TenantDirectory {
    @Override
    public boolean takeLease(String name, String server, Duration lease) {
      throw new AssertionError("nobody asks");
    }
  }

  /** A provider of another kind, whose keys no master key wraps. */
  private record Elsewhere(KeyProvider has) implements KeyProvider {
    @Override
    public Kind kind() {
      return Kind.TRANSIT;
    }

    @Override
    public byte[] create(TenantId of, int version, String name) {
      return has.create(of, version, name);
    }

    @Override
    public byte[] wrap(RootKey root, byte[] key, byte[] associatedData) {
      return has.wrap(root, key, associatedData);
    }

    @Override
    public byte[] unwrap(RootKey root, byte[] wrapped, byte[] associatedData) {
      return has.unwrap(root, wrapped, associatedData);
    }

    @Override
    public void destroy(RootKey root) {
      has.destroy(root);
    }

    @Override
    public void check() {
      has.check();
    }
  }

  private Server before() {
    return new Server(TestKeys.only(former));
  }

  private Server during() {
    return new Server(new MasterKeys(present, Optional.of(former)));
  }

  private Server after() {
    return new Server(TestKeys.only(present));
  }

  @Test
  void givenDocuments_whenWrappedAnew_thenTheyOpenWithoutTheFormerKeyAndNothingElseChanged()
      throws IOException {
    Server before = before();
    String first = before.seal(tenant, "job_a");
    before.rotate(tenant);
    String second = before.seal(tenant, "job_b");
    String pseudonym = before.pseudonym();
    Map<String, String> files = epochsAndPseudonyms();
    String rows = dataKeys();

    Server during = during();
    during.roots.requireOpen();
    assertThat(during.open(tenant, first)).isEqualTo(CONTENT);
    assertThat(during.roots.unfinished()).containsExactly(tenant);
    assertThat(during.rewrap(tenant)).isEqualTo(new Progress(2, 0));
    assertThat(during.roots.unfinished()).isEmpty();
    assertThat(during.rewrap(tenant)).isEqualTo(new Progress(0, 0));

    Server after = after();
    after.roots.requireOpen();
    assertThat(after.open(tenant, first)).isEqualTo(CONTENT);
    assertThat(after.open(tenant, second)).isEqualTo(CONTENT);
    assertThat(after.pseudonym()).isEqualTo(pseudonym);
    assertThat(epochsAndPseudonyms()).isEqualTo(files);
    assertThat(dataKeys()).isEqualTo(rows);
    assertThatThrownBy(() -> before().roots.requireOpen()).hasMessageContaining("does not hold");
  }

  /** All files of the tenant but the root keys themselves. */
  private Map<String, String> epochsAndPseudonyms() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (var all = Files.walk(folder.resolve(tenant.value()))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (!file.getFileName().toString().startsWith("version_")) {
          files.put(file.toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
        }
      }
    }
    return files;
  }

  private String dataKeys() {
    return database
        .with(
            tenant,
            connection ->
                Sql.first(
                    connection,
                    rows -> rows.getString(1),
                    "select string_agg(id || encode(wrapped, 'hex') || epoch_id, ' ' order by id)"
                        + " from data_key where tenant_id = ?",
                    tenant.value()))
        .orElseThrow();
  }

  @Test
  void givenNewTenantDuringTheRotation_whenItsKeyIsMade_thenThePresentKeyWrapsIt()
      throws IOException {
    Server during = during();
    String document = during.seal(tenant, "job_a");
    assertThat(during.roots.unfinished()).isEmpty();
    assertThat(after().open(tenant, document)).isEqualTo(CONTENT);
  }

  @Test
  void givenSomethingStillWrappedByTheFormerKey_whenStartingWithoutIt_thenItIsRefusedAndSaysWhy()
      throws IOException {
    Server before = before();
    before.seal(tenant, "job_a");
    before.seal(other, "job_b");
    during().rewrap(tenant);
    // the other tenant is in the vault alone
    assertThatThrownBy(() -> after().roots.requireOpen())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "lethe.master.key.file does not hold the master key that wraps the root keys of "
                + other.value()
                + "; after a rotation lethe.master.key.previous.file names the former one until"
                + " nothing is wrapped by it any more");
    assertThat(during().roots.unfinished()).containsExactly(other);
    during().rewrap(other);
    assertThatCode(() -> after().roots.requireOpen()).doesNotThrowAnyException();
  }

  @Test
  void givenWrongFormerKey_whenStarting_thenItIsRefusedAndNothingIsTouched() throws IOException {
    before().seal(tenant, "job_a");
    byte[] stored = Files.readAllBytes(version(1));
    Server wrong =
        new Server(new MasterKeys(present, Optional.of(new AesGcmKey(AesGcmKey.random()))));
    assertThatThrownBy(wrong.roots::requireOpen)
        .hasMessage(
            "neither lethe.master.key.file nor lethe.master.key.previous.file holds the master key"
                + " that wraps the root keys of "
                + tenant.value());
    assertThat(wrong.rewrap(tenant)).isEqualTo(new Progress(0, 1));
    assertThat(wrong.roots.unfinished()).containsExactly(tenant);
    assertThat(Files.readAllBytes(version(1))).isEqualTo(stored);
  }

  @Test
  void givenDamagedFile_whenStarting_thenItIsCalledDamagedAndOtherVersionsAreWrappedAnew()
      throws IOException {
    Server before = before();
    before.seal(tenant, "job_a");
    before.rotate(tenant);
    String document = before.seal(tenant, "job_b");
    database.inNewTransaction(() -> before.keys.rewrap(tenant, 100));
    byte[] stored = Files.readAllBytes(version(1));
    stored[stored.length - 70] ^= 1;
    Files.write(version(1), stored);
    String damaged = "a root key of " + tenant.value() + " in lethe.epoch.dir is damaged";
    for (Server server : List.of(before(), during(), after())) {
      assertThatThrownBy(server.roots::requireOpen).hasMessage(damaged);
    }
    Server during = during();
    assertThat(during.rewrap(tenant)).isEqualTo(new Progress(1, 1));
    assertThat(during.roots.unfinished()).containsExactly(tenant);
    assertThat(Files.readAllBytes(version(1))).isEqualTo(stored);
    assertThat(after().open(tenant, document)).isEqualTo(CONTENT);
    Files.write(version(1), new byte[0]);
    assertThatThrownBy(during.roots::requireOpen).hasMessage(damaged + " or cannot be read");
    assertThat(during.roots.unfinished()).containsExactly(tenant);
  }

  private Path version(int number) {
    return folder.resolve(tenant.value()).resolve("root").resolve("version_" + number);
  }

  @Test
  void givenKeyFromBeforeThereWereNames_whenWrappedAnew_thenItHasOneAndOpens() throws IOException {
    Server before = before();
    byte[] nameless = nameless();
    new FileRootVault(folder)
        .create(new RootKey(tenant, 1, "local", nameless, Instant.ofEpochSecond(1)));
    String document = before.seal(tenant, "job_a");
    assertThatThrownBy(() -> after().roots.requireOpen())
        .hasMessageContaining("does not hold")
        .hasMessageContaining("is damaged");
    // also without a rotation, so that the next one finds names
    assertThat(before.roots.unfinished()).containsExactly(tenant);
    assertThat(before.rewrap(tenant)).isEqualTo(new Progress(1, 0));
    assertThat(before.roots.unfinished()).isEmpty();
    RootKey renewed = new FileRootVault(folder).root(tenant, 1).orElseThrow();
    assertThat(renewed.createdAt()).isEqualTo(Instant.ofEpochSecond(1));
    assertThat(before().open(tenant, document)).isEqualTo(CONTENT);
    assertThat(during().rewrap(tenant)).isEqualTo(new Progress(1, 0));
    assertThat(after().open(tenant, document)).isEqualTo(CONTENT);
  }

  /** As it was wrapped before: the key alone, bound to tenant and version. */
  private byte[] nameless() {
    byte[] named = new LocalKeys(TestKeys.only(former)).create(tenant, 1, "");
    return Arrays.copyOfRange(named, 33, 93);
  }

  @Test
  void givenRowsFromBeforeTheVault_whenWrappedAnew_thenNoneIsLeftInTheDatabase()
      throws IOException {
    byte[] reference = new LocalKeys(TestKeys.only(former)).create(tenant, 1, "");
    database.with(
        tenant,
        connection ->
            Sql.update(
                connection,
                "insert into tenant_key (tenant_id, version, provider, wrapped)"
                    + " values (?, 1, 'local', ?)",
                tenant.value(),
                reference));
    String document = before().seal(tenant, "job_a");
    assertThat(during().rewrap(tenant)).isEqualTo(new Progress(1, 0));
    assertThat(new RootKeyTable(database).before(tenant)).isEmpty();
    assertThat(during().roots.unfinished()).isEmpty();
    assertThat(after().open(tenant, document)).isEqualTo(CONTENT);
  }

  @Test
  void givenRunThatIsCutOff_whenTheNextGoesOn_thenItEndsAndEverythingOpensMeanwhile()
      throws IOException {
    Server before = before();
    String document = before.seal(tenant, "job_a");
    before.rotate(tenant);
    before.rotate(tenant);
    Server killed =
        new Server(new MasterKeys(present, Optional.of(former)), vaultThatFailsAfter(1));
    assertThatThrownBy(() -> killed.rewrap(tenant)).isInstanceOf(IllegalStateException.class);
    Server next = during();
    assertThat(next.open(tenant, document)).isEqualTo(CONTENT);
    assertThat(next.roots.unfinished()).containsExactly(tenant);
    // what lies in the vault needs no commit
    assertThat(next.rewrap(tenant)).isEqualTo(new Progress(2, 0));
    assertThat(after().open(tenant, document)).isEqualTo(CONTENT);
  }

  private RootKeyVault vaultThatFailsAfter(int replacements) {
    RootKeyVault real = new FileRootVault(folder);
    int[] left = {replacements};
    return (RootKeyVault)
        Proxy.newProxyInstance(
            RootKeyVault.class.getClassLoader(),
            new Class<?>[] {RootKeyVault.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("replace") && left[0]-- == 0) {
                throw new IllegalStateException("killed");
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Test
  void givenServerKilledWhileItWrote_whenGoneOn_thenWhatItLeftIsDestroyed() throws IOException {
    before().seal(tenant, "job_a");
    Path part = Files.copy(version(1), version(1).resolveSibling("part_1"));
    Server during = during();
    during.rewrap(tenant);
    assertThat(part).as("it may still be written").exists();
    assertThat(during.roots.unfinished()).containsExactly(tenant);
    Files.setLastModifiedTime(part, FileTime.from(Instant.now().minus(Duration.ofMinutes(2))));
    during.rewrap(tenant);
    assertThat(part).doesNotExist();
    assertThat(during.roots.unfinished()).isEmpty();
  }

  @Test
  void givenRevokedTenant_whenWrappedAnew_thenItStaysRevokedAndOpensWhenItIsAllowedAgain()
      throws IOException {
    Server before = before();
    String document = before.seal(tenant, "job_a");
    before.keys.revoke(tenant);
    Instant since = before.keys.revokedAt(tenant).orElseThrow();
    assertThat(during().rewrap(tenant)).isEqualTo(new Progress(1, 0));
    Server after = after();
    after.roots.requireOpen();
    assertThat(after.keys.revokedAt(tenant)).contains(since);
    assertRefused(() -> after.open(tenant, document), ProblemCode.TENANT_KEY_REVOKED);
    after.keys.enable(tenant);
    assertThat(after.open(tenant, document)).isEqualTo(CONTENT);
  }

  @Test
  void givenKeyAtAnotherProvider_whenTheMasterKeyIsReplaced_thenItIsNotTouched()
      throws IOException {
    Server during = during();
    new FileRootVault(folder)
        .create(new RootKey(tenant, 1, "elsewhere", new byte[] {1, 2, 3}, Instant.EPOCH));
    during.roots.requireOpen();
    assertThat(during.roots.unfinished()).isEmpty();
    assertThat(during.rewrap(tenant)).isEqualTo(new Progress(0, 0));
    assertThat(new FileRootVault(folder).root(tenant, 1).orElseThrow().reference())
        .containsExactly(1, 2, 3);
  }

  @Test
  void givenVersionThatIsDestroyedMeanwhile_whenReplaced_thenItDoesNotComeBack()
      throws IOException {
    before().seal(tenant, "job_a");
    FileRootVault vault = new FileRootVault(folder);
    RootKey root = vault.root(tenant, 1).orElseThrow();
    vault.destroy(tenant, 1);
    assertThatThrownBy(() -> vault.replace(root)).isInstanceOf(IOException.class);
    assertThat(vault.root(tenant, 1)).isEmpty();
  }

  @Test
  void givenTwoServers_whenBothWrapAnewWhileTheRootKeyRotates_thenNothingIsLost() throws Exception {
    Server one = during();
    Server two = during();
    List<String> documents = new ArrayList<>(List.of(before().seal(tenant, "job_a")));
    for (int round = 0; round < 5; round++) {
      // what a server does that was not yet started anew
      before().rotate(tenant);
      documents.add(two.seal(tenant, "job_" + round));
      atOnce(
          () -> one.rewrap(tenant),
          () -> two.rewrap(tenant),
          () -> database.inNewTransaction(() -> one.keys.rewrap(tenant, 100)),
          () -> database.inNewTransaction(() -> two.keys.destroyUnused(tenant)));
      for (String document : documents) {
        assertThat(one.open(tenant, document)).isEqualTo(CONTENT);
      }
      one.rewrap(tenant);
    }
    assertThat(two.roots.unfinished()).isEmpty();
    for (String document : documents) {
      assertThat(after().open(tenant, document)).isEqualTo(CONTENT);
    }
  }
}
