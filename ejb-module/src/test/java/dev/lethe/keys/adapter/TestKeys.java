package dev.lethe.keys.adapter;

import dev.lethe.keys.model.AesGcmKey;
import dev.lethe.keys.model.DataKeys;
import dev.lethe.keys.model.EpochVault;
import dev.lethe.keys.model.KeyLifetimes;
import dev.lethe.keys.model.Pseudonyms;
import dev.lethe.keys.model.ShredEpochs;
import dev.lethe.keys.model.StatementSigner;
import dev.lethe.keys.model.TenantKeys;
import dev.lethe.policy.adapter.PolicyEnvelope;
import dev.lethe.tenancy.model.TenantDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** The real keys under a master key of the test's own. */
public final class TestKeys {

  private static final AesGcmKey MASTER = new AesGcmKey(AesGcmKey.random());
  private static final StatementSigner SIGNER = makeSigner();
  private static final Path FOLDER = makeFolder();
  private static final EpochVault VAULT = new FileVault(FOLDER);

  private TestKeys() {}

  public static DataKeys in(TenantDatabase database) {
    return new TinkDataKeys(roots(database), epochs(database, Clock.systemUTC()), database);
  }

  /** The same at a time of the test's own, with deadlines that it plans. */
  public static DataKeys in(TenantDatabase database, KeyLifetimes lifetimes, Clock clock) {
    return new TinkDataKeys(
        roots(database),
        new EpochTables(roots(database), VAULT, database, lifetimes, clock),
        database);
  }

  public static ShredEpochs epochs(TenantDatabase database, KeyLifetimes lifetimes, Clock clock) {
    return new EpochTables(roots(database), VAULT, database, lifetimes, clock);
  }

  static EpochTables epochs(TenantDatabase database, Clock clock) {
    return new EpochTables(
        roots(database), VAULT, database, (tenant, job, artefact) -> Optional.empty(), clock);
  }

  /** The vault that all tests of a JVM share. */
  public static EpochVault vault() {
    return VAULT;
  }

  private static Path makeFolder() {
    try {
      return Files.createTempDirectory("lethe-epochs");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Pseudonyms pseudonyms(TenantDatabase database) {
    return new KeyedPseudonyms(roots(database), new FileRootVault(FOLDER), database);
  }

  /** Signs by a key that is made with the JVM. */
  public static StatementSigner signer() {
    return SIGNER;
  }

  private static StatementSigner makeSigner() {
    try {
      Path folder = Files.createTempDirectory("lethe-signing");
      PolicyEnvelope.makeKeys(folder);
      return SigningKeyFile.read(folder.resolve("signing.key"), Optional.empty());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TenantRootKeys roots(TenantDatabase database) {
    return roots(database, KeyProvidersFile.none(only(MASTER)), Clock.systemUTC());
  }

  /** The tenants' keys, of which {@link TenantKeys} is a view, in the vault that all share. */
  public static TenantKeys tenantKeys(TenantDatabase database, Clock clock) {
    return roots(database, KeyProvidersFile.none(only(MASTER)), clock);
  }

  static TenantRootKeys roots(TenantDatabase database, KeyProviders providers, Clock clock) {
    return new TenantRootKeys(providers, new FileRootVault(FOLDER), VAULT, database, clock);
  }

  static TenantRootKeys under(TenantDatabase database, AesGcmKey master) {
    return roots(database, KeyProvidersFile.none(only(master)), Clock.systemUTC());
  }

  /** A master key with none before it. */
  static MasterKeys only(AesGcmKey master) {
    return new MasterKeys(master, Optional.empty());
  }

  static FileRootVault rootVault() {
    return new FileRootVault(FOLDER);
  }

  static Path folder() {
    return FOLDER;
  }
}
