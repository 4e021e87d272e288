package dev.lethe.policy.service;

import dev.lethe.policy.model.PolicyBundle;
import dev.lethe.policy.model.PolicySource;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Reads the bundle at start; when it is wrong the application does not start. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PolicyServiceBean implements PolicyService {

  private static final Logger LOG = Logger.getLogger(PolicyServiceBean.class.getName());

  @Inject PolicySource source;

  private volatile @Nullable PolicyBundle bundle;

  @PostConstruct
  void start() {
    PolicyBundle read = source.read();
    LOG.log(
        Level.INFO,
        "policy {0} {1} is in force, sha256 {2}",
        new Object[] {read.version().id(), read.version().version(), read.version().sha256()});
    bundle = read;
  }

  @Override
  public PolicyBundle current() {
    PolicyBundle current = bundle;
    if (current == null) {
      throw new IllegalStateException("no policy was read");
    }
    return current;
  }
}
