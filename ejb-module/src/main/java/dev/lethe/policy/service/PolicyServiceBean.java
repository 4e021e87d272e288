package dev.lethe.policy.service;

import dev.lethe.policy.model.InvalidPolicyException;
import dev.lethe.policy.model.PolicyBundle;
import dev.lethe.policy.model.PolicyDocument;
import dev.lethe.policy.model.PolicyLedger;
import dev.lethe.policy.model.PolicyLedger.Stored;
import dev.lethe.policy.model.PolicySource;
import dev.lethe.policy.model.PolicyStatus;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Local;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Holds the bundle in force. It begins with the one that came with the installation, which must be
 * signed and right or the application does not start; then it follows what is approved in the
 * ledger, on every server alike. What is approved and cannot be run stops intake.
 */
@Singleton
@Startup
@Local({PolicyService.class, PolicyGuard.class})
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PolicyServiceBean implements PolicyService, PolicyGuard {

  private static final Logger LOG = Logger.getLogger(PolicyServiceBean.class.getName());
  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final String LEDGER_UNAVAILABLE = "ledger-unavailable";

  @Inject PolicySource source;
  @Inject PolicyLedger ledger;
  @Inject Clock clock;

  private volatile @Nullable PolicyDocument running;
  private volatile String drift = "not-checked";
  private volatile Instant checkedAt = Instant.MIN;

  @PostConstruct
  void start() {
    PolicyDocument document = source.read();
    document.requireTightOverlays(LocalDate.now(clock));
    run(document);
    check();
  }

  private void run(PolicyDocument document) {
    running = document;
    var version = document.bundle().version();
    LOG.log(
        Level.INFO,
        "policy {0} {1} runs, sha256 {2}",
        new Object[] {version.id(), version.version(), version.sha256()});
  }

  @Override
  public PolicyBundle current() {
    return document().bundle();
  }

  @Override
  public PolicyDocument document() {
    PolicyDocument document = running;
    if (document == null) {
      throw new IllegalStateException("no policy was read");
    }
    return document;
  }

  @Override
  public void requireApproved() {
    if (!status().isApproved()) {
      throw new LetheException(ProblemCode.POLICY_DRIFT);
    }
  }

  @Override
  public PolicyStatus status() {
    Instant now = clock.instant();
    if (now.isAfter(checkedAt.plus(FRESH)) || now.isBefore(checkedAt)) {
      check();
    }
    return new PolicyStatus(document().bundle().version(), drift);
  }

  /** So that a bundle whose time has come runs, and drift is seen, when nobody asks. */
  @Schedule(hour = "*", minute = "*", second = "*/10", persistent = false)
  void look() {
    check();
  }

  private synchronized void check() {
    String found;
    try {
      found = follow();
    } catch (InvalidPolicyException e) {
      found = "approved-bundle-invalid";
      logOnce(found, e.getMessage());
    } catch (RuntimeException e) {
      found = LEDGER_UNAVAILABLE;
      logOnce(found, e.getClass().getName());
    }
    if (!found.isEmpty()) {
      logOnce(found, "");
    }
    drift = found;
    checkedAt = clock.instant();
  }

  private void logOnce(String found, @Nullable String detail) {
    if (!found.equals(drift)) {
      LOG.log(
          Level.SEVERE, "intake is stopped, policy drift: {0} {1}", new Object[] {found, detail});
      drift = found;
    }
  }

  /** Runs what is approved; answers why it cannot, or nothing. */
  private String follow() {
    LocalDate today = LocalDate.now(clock);
    Optional<String> approved = ledger.inForce();
    if (approved.isEmpty()) {
      return "nothing-approved";
    }
    if (!approved.get().equals(document().files().sha256())) {
      Optional<Stored> stored = ledger.find(approved.get());
      if (stored.isEmpty()) {
        return "approved-bundle-missing";
      }
      PolicyDocument next = source.read(stored.get().files(), stored.get().envelope());
      if (!next.files().sha256().equals(approved.get())) {
        return "approved-bundle-altered";
      }
      next.requireTightOverlays(today);
      run(next);
    }
    return document().uncovered(document().loosenings(), today).isEmpty()
        ? ""
        : "exception-expired";
  }
}
