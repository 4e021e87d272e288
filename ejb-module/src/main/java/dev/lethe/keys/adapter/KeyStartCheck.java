package dev.lethe.keys.adapter;

import dev.lethe.keys.model.StatementSigner;
import dev.lethe.tenancy.model.DatabaseGate;
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
 * Stops the start when the master key is missing, or when neither it nor the one before it opens a
 * stored root key: a server without keys would take documents that it could never open. The same
 * without the key that signs statements: what it deletes could not be proved.
 */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class KeyStartCheck {

  private static final Logger LOG = Logger.getLogger(KeyStartCheck.class.getName());

  @Inject LocalRootKeys roots;
  @Inject StatementSigner signer;
  @Inject KeySettings settings;
  @Inject DatabaseGate gate;

  @PostConstruct
  void check() {
    LOG.log(Level.INFO, "statements are signed by key {0}", signer.keyId());
    if (!Files.isWritable(settings.epochDir()) || !Files.isDirectory(settings.epochDir())) {
      throw new IllegalStateException("lethe.epoch.dir is not a folder that can be written");
    }
    gate.passing(
        () -> {
          roots.requireOpen();
          return roots;
        });
  }
}
