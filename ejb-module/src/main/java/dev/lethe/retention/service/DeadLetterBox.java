package dev.lethe.retention.service;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.audit.model.AuditEvents;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.retention.model.DeadLetter;
import dev.lethe.retention.model.DeadLetters;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Puts aside what failed too often, and says so: in the trail, in the log, and by what the health
 * check, the API and the console read. Joins the running transaction.
 */
@ApplicationScoped
public class DeadLetterBox {

  private static final Logger LOG = Logger.getLogger(DeadLetterBox.class.getName());

  /** With delays that double from 15 seconds on, half an hour after the first failure. */
  static final int TRIES = 8;

  private static final Duration AGAIN = Duration.ofDays(1);

  @Inject DeadLetters letters;
  @Inject Event<AuditEvents> audit;

  void erasingFailed(
      TenantId tenant, String job, Set<ArtefactClass> artefacts, String cause, Instant now) {
    tell(tenant, letters.erasingFailed(tenant, job, artefacts, cause, TRIES, now, now.plus(AGAIN)));
  }

  /**
   * Objects without a key could not be removed.
   *
   * @param objects values of their names
   */
  public void removingFailed(
      TenantId tenant, Collection<String> objects, String cause, Instant now) {
    tell(tenant, letters.removingFailed(tenant, objects, cause, TRIES, now, now.plus(AGAIN)));
  }

  /** Some were removed. */
  public void removed(TenantId tenant, Instant now) {
    letters.removed(tenant, now);
  }

  private void tell(TenantId tenant, List<DeadLetter> opened) {
    if (!opened.isEmpty()) {
      audit.fire(new AuditEvents(opened.stream().map(one -> event(tenant, one)).toList()));
      LOG.log(
          Level.SEVERE,
          "ALARM: {0} deletions of tenant {1} failed {2} times and need somebody: {3}",
          new Object[] {
            opened.size(), tenant.value(), opened.get(0).attempts(), opened.get(0).cause()
          });
    }
  }

  private static AuditEvent event(TenantId tenant, DeadLetter letter) {
    return new AuditEvent(
        tenant,
        "deletion.dead_lettered",
        letter.artefact() == ArtefactClass.AUDIT ? Optional.empty() : Optional.of(letter.job()),
        ActorId.SYSTEM,
        "put-aside",
        Map.of(
            "letter",
            letter.id(),
            "artefact",
            letter.artefact().apiName(),
            "step",
            letter.step().apiName(),
            "attempts",
            Integer.toString(letter.attempts()),
            "problem",
            letter.cause()));
  }
}
