package dev.lethe.consent.service;

import dev.lethe.consent.model.ConsentContext;
import dev.lethe.consent.model.ConsentFilter;
import dev.lethe.consent.model.ConsentRecord;
import dev.lethe.consent.model.ConsentStore;
import dev.lethe.keys.model.Pseudonyms;
import dev.lethe.policy.model.PolicyVersion;
import dev.lethe.policy.model.Purpose;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.worker.PersonalText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Records the consent of each job and answers whether it still holds. Joins the transaction. */
@ApplicationScoped
public class Consents {

  static final String ACTIVE = "active";

  @Inject ConsentStore store;
  @Inject Pseudonyms pseudonyms;
  @Inject Clock clock;

  /**
   * Appends the consent of a job to the ledger.
   *
   * @param subject the caller's reference to the data subject, kept as a pseudonym only
   * @return the record
   */
  public ConsentRecord record(
      TenantId tenant,
      String job,
      Purpose purpose,
      ConsentContext consent,
      Optional<PersonalText> subject,
      PolicyVersion policy,
      Instant expiresAt) {
    ConsentRecord record =
        new ConsentRecord(
            "con_" + UUID.randomUUID().toString().replace("-", ""),
            job,
            purpose.name(),
            consent.basis(),
            consent.allowModelTraining(),
            consent.allowManualReview(),
            subject.map(text -> pseudonyms.of(tenant, "subject", text)),
            policy.version(),
            clock.instant(),
            Optional.of(expiresAt),
            ACTIVE);
    store.add(tenant, record, policy.sha256());
    return record;
  }

  /**
   * Passes while the consent of a job is in force.
   *
   * @throws LetheException {@code consent-missing}, {@code consent-expired} or {@code
   *     consent-withdrawn}
   */
  public void requireInForce(TenantId tenant, String job) {
    List<ConsentRecord> records =
        store.list(
            tenant,
            new ConsentFilter(Optional.empty(), Optional.empty(), Optional.of(job)),
            clock.instant(),
            0,
            1);
    if (records.isEmpty()) {
      throw new LetheException(ProblemCode.CONSENT_MISSING);
    }
    switch (records.get(0).state()) {
      case ACTIVE -> {}
      case "withdrawn" -> throw new LetheException(ProblemCode.CONSENT_WITHDRAWN);
      default -> throw new LetheException(ProblemCode.CONSENT_EXPIRED);
    }
  }
}
