package dev.lethe.keys.adapter;

import dev.lethe.keys.model.StatementSigner;
import dev.lethe.keys.model.TenantDirectory;
import dev.lethe.tenancy.model.DatabaseGate;
import dev.lethe.tenancy.model.TenantId;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Stops the start when the master key is missing, or is not the one that the stored root keys were
 * wrapped by: a server without keys would take documents that it could never open. The same without
 * the key that signs statements: what it deletes could not be proved.
 */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class KeyStartCheck {

  private static final Logger LOG = Logger.getLogger(KeyStartCheck.class.getName());

  @Inject TenantDirectory directory;
  @Inject TenantRootKeys roots;
  @Inject StatementSigner signer;
  @Inject KeySettings settings;
  @Inject DatabaseGate gate;

  @PostConstruct
  void check() {
    LOG.log(Level.INFO, "statements are signed by key {0}", signer.keyId());
    if (!Files.isWritable(settings.epochDir()) || !Files.isDirectory(settings.epochDir())) {
      throw new IllegalStateException("lethe.epoch.dir is not a folder that can be written");
    }
    for (TenantId tenant : directory.tenants()) {
      if (!gate.passing(() -> roots.fits(tenant))) {
        throw new IllegalStateException(
            "lethe.master.key.file holds another key than the stored root keys were wrapped by");
      }
    }
  }
}
