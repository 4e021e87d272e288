package dev.lethe.keys.adapter;

import dev.lethe.keys.model.DataKeys;
import dev.lethe.keys.model.KeyLifetimes;
import dev.lethe.keys.model.Pseudonyms;
import dev.lethe.keys.model.ShredEpochs;
import dev.lethe.keys.model.StatementSigner;
import dev.lethe.keys.model.TenantDirectory;
import dev.lethe.tenancy.model.TenantDatabase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Makes the keys that the settings ask for. */
@ApplicationScoped
public class KeyProducer {

  @Inject KeySettings settings;
  @Inject TenantDatabase database;
  @Inject TenantDirectory directory;
  @Inject KeyLifetimes lifetimes;
  @Inject Clock clock;

  @Produces
  @ApplicationScoped
  DataKeys dataKeys(TenantRootKeys roots) {
    return new TinkDataKeys(roots, epochs(roots), database);
  }

  @Produces
  @ApplicationScoped
  ShredEpochs shredEpochs(TenantRootKeys roots) {
    return epochs(roots);
  }

  private EpochTables epochs(TenantRootKeys roots) {
    return new EpochTables(roots, new FileVault(settings.epochDir()), database, lifetimes, clock);
  }

  @Produces
  @ApplicationScoped
  Pseudonyms pseudonyms(TenantRootKeys roots) {
    return new KeyedPseudonyms(roots, new FileRootVault(settings.epochDir()), database);
  }

  @Produces
  @ApplicationScoped
  StatementSigner statementSigner() {
    return SigningKeyFile.read(settings.signingKeyFile(), settings.retiredKeysFile());
  }

  @Produces
  @Singleton
  MasterKeys masterKeys() {
    return MasterKeyFile.read(settings);
  }

  @Produces
  @Singleton
  KeyProviders keyProviders(MasterKeys master) {
    return settings
        .keyProvidersFile()
        .map(file -> KeyProvidersFile.read(file, master))
        .orElseGet(() -> KeyProvidersFile.none(master));
  }

  @Produces
  @Singleton
  LocalRootKeys localRootKeys(MasterKeys master, TenantRootKeys roots) {
    return new LocalRootKeys(
        master, roots, new FileRootVault(settings.epochDir()), database, directory, clock);
  }

  @Produces
  @Singleton
  TenantRootKeys rootKeys(KeyProviders providers) {
    return new TenantRootKeys(
        providers,
        new FileRootVault(settings.epochDir()),
        new FileVault(settings.epochDir()),
        database,
        clock);
  }
}
