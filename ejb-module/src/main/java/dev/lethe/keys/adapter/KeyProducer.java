package dev.lethe.keys.adapter;

import dev.lethe.keys.model.DataKeys;
import dev.lethe.keys.model.KeyLifetimes;
import dev.lethe.keys.model.Pseudonyms;
import dev.lethe.keys.model.ShredEpochs;
import dev.lethe.keys.model.StatementSigner;
import dev.lethe.tenancy.model.TenantDatabase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Chooses the key provider: the local keystore, as long as it is the only one. */
@ApplicationScoped
public class KeyProducer {

  @Inject KeySettings settings;
  @Inject TenantDatabase database;
  @Inject KeyLifetimes lifetimes;
  @Inject Clock clock;

  @Produces
  @ApplicationScoped
  DataKeys dataKeys(LocalRootKeys roots) {
    return new TinkDataKeys(roots, epochs(roots), database);
  }

  @Produces
  @ApplicationScoped
  ShredEpochs shredEpochs(LocalRootKeys roots) {
    return epochs(roots);
  }

  private EpochTables epochs(LocalRootKeys roots) {
    return new EpochTables(roots, new FileVault(settings.epochDir()), database, lifetimes, clock);
  }

  @Produces
  @ApplicationScoped
  Pseudonyms pseudonyms(LocalRootKeys roots) {
    return new KeyedPseudonyms(roots, database);
  }

  @Produces
  @ApplicationScoped
  StatementSigner statementSigner() {
    return SigningKeyFile.read(settings.signingKeyFile(), settings.retiredKeysFile());
  }

  @Produces
  @Singleton
  LocalRootKeys rootKeys() {
    return new LocalRootKeys(
        MasterKeyFile.read(settings.masterKeyFile()), new RootKeyTable(database));
  }
}
