package dev.lethe.consent.service;

import dev.lethe.consent.model.ConsentContext;
import dev.lethe.consent.model.ConsentId;
import dev.lethe.consent.model.ConsentMechanism;
import dev.lethe.consent.model.ConsentRecord;
import dev.lethe.consent.model.ConsentStore;
import dev.lethe.consent.model.ConsentStore.Lock;
import dev.lethe.consent.model.ConsentTerms;
import dev.lethe.consent.model.ConsentUse;
import dev.lethe.consent.model.LegalReference;
import dev.lethe.consent.model.ReviewPermit;
import dev.lethe.consent.model.SubjectRegister;
import dev.lethe.keys.model.Pseudonyms;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.PolicyBundle.LegalBasisRule;
import dev.lethe.policy.model.PolicyBundle.PurposeRule;
import dev.lethe.policy.model.PolicyBundle.Requirement;
import dev.lethe.policy.model.PolicyVersion;
import dev.lethe.policy.model.Purpose;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.LetheException.Detail;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.worker.PersonalText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Binds jobs to their consents and answers whether these still hold: before a document is taken in,
 * when it is dispatched, when people are to look at it, and whenever something of it is delivered.
 * Joins the transaction.
 */
@ApplicationScoped
public class Consents {

  private static final String SUBJECT = "subject";
  private static final String REFERENCE = "legal-reference";

  @Inject ConsentStore store;
  @Inject SubjectRegister subjects;
  @Inject Pseudonyms pseudonyms;
  @Inject PolicyService policy;
  @Inject Clock clock;

  /**
   * Appends the consent that a job carries to the ledger.
   *
   * @param subject the caller's reference to the data subject, kept as a pseudonym only
   * @return the record
   */
  public ConsentRecord carry(
      TenantId tenant,
      ActorId actor,
      String job,
      Purpose purpose,
      ConsentContext consent,
      Optional<LegalBasisRule> basis,
      Optional<PersonalText> subject,
      PolicyVersion policy,
      Instant expiresAt) {
    Instant now = clock.instant();
    ConsentRecord record =
        new ConsentRecord(
            ConsentId.random(),
            ConsentTerms.carried(purpose, consent, kept(tenant, consent.reference(), basis)),
            Optional.of(job),
            subject.map(text -> subjectId(tenant, text, now)),
            ConsentMechanism.REQUEST_DECLARATION,
            actor,
            policy.version(),
            policy.sha256(),
            now,
            now,
            Optional.of(expiresAt),
            Optional.empty());
    store.add(tenant, record);
    return record;
  }

  /** The random id of a data subject, who cannot withdraw before this transaction is over. */
  String subjectId(TenantId tenant, PersonalText reference, Instant now) {
    String pseudonym = pseudonym(tenant, reference);
    store.share(tenant, Lock.ofSubject(pseudonym));
    return subjects.findOrAdd(tenant, pseudonym, now);
  }

  String pseudonym(TenantId tenant, PersonalText reference) {
    return pseudonyms.of(tenant, SUBJECT, reference);
  }

  /** What a basis stands on as it may be kept: whatever may point to a person is hashed. */
  Optional<String> kept(
      TenantId tenant, Optional<LegalReference> reference, Optional<LegalBasisRule> basis) {
    Optional<Requirement> kind = basis.flatMap(LegalBasisRule::reference);
    return reference.map(
        text ->
            kind.isPresent() && !kind.get().isPersonal()
                ? text.clear(kind.get())
                : pseudonyms.of(tenant, REFERENCE, text.personal()));
  }

  /**
   * A recorded consent that a job wants to refer to. Nothing ends it before the transaction is
   * over.
   *
   * @throws LetheException {@code consent-missing} for one that this tenant has not, {@code
   *     consent-expired} or {@code consent-withdrawn}
   */
  public ConsentRecord referred(TenantId tenant, ConsentId id) {
    store.share(tenant, Lock.of(id));
    ConsentRecord record =
        store
            .find(tenant, id)
            .filter(found -> found.job().isEmpty())
            .orElseThrow(() -> refusal(ProblemCode.CONSENT_MISSING, "/consent/id", "unknown"));
    return requireActive(asItHolds(tenant, record));
  }

  /**
   * A record as it holds under the policy of its tenant, which may have become tighter since it was
   * made.
   */
  ConsentRecord asItHolds(TenantId tenant, ConsentRecord record) {
    return rule(tenant, record).map(rule -> record.within(rule.consentLife())).orElse(record);
  }

  private Optional<PurposeRule> rule(TenantId tenant, ConsentRecord record) {
    return Optional.ofNullable(
        policy.current().of(tenant).purposes().get(record.terms().purpose()));
  }

  /**
   * Passes if a recorded consent covers what a job is for.
   *
   * @param classes that the document can be of
   * @param subject the data subject that the job names, if it does
   * @throws LetheException {@code consent-other-purpose}, {@code consent-other-class}, {@code
   *     consent-other-subject}, {@code consent-not-given}
   */
  public void requireCovers(
      TenantId tenant,
      ConsentRecord record,
      Purpose purpose,
      Set<DocumentClass> classes,
      Optional<PersonalText> subject) {
    if (!record.terms().purpose().equals(purpose)) {
      throw refusal(ProblemCode.CONSENT_OTHER_PURPOSE, "/purpose", "not-in-consent");
    }
    if (!record.terms().permits(ConsentUse.PROCESSING)) {
      throw refusal(ProblemCode.CONSENT_NOT_GIVEN, "/consent/id", "processing-not-given");
    }
    if (!classes.stream().allMatch(record.terms()::covers)) {
      throw refusal(ProblemCode.CONSENT_OTHER_CLASS, "/document_class", "not-in-consent");
    }
    Optional<String> named =
        subject.flatMap(text -> subjects.find(tenant, pseudonym(tenant, text)));
    if (subject.isPresent() && !record.subject().equals(named)) {
      throw refusal(ProblemCode.CONSENT_OTHER_SUBJECT, "/subject_ref", "not-in-consent");
    }
  }

  /** Notes that an admitted job refers to a recorded consent. */
  public void bind(TenantId tenant, String job, ConsentRecord record) {
    store.link(tenant, job, record.id());
  }

  /**
   * Passes while the consent of a job is in force, and the policy of its tenant still allows its
   * purpose and legal basis.
   *
   * @throws LetheException {@code consent-missing}, {@code consent-expired}, {@code
   *     consent-withdrawn}, {@code purpose-not-permitted} or {@code consent-basis-not-permitted}
   */
  public ConsentRecord requireInForce(TenantId tenant, String job) {
    ConsentRecord kept =
        store.ofJob(tenant, job).orElseThrow(() -> new LetheException(ProblemCode.CONSENT_MISSING));
    ConsentRecord record = requireActive(asItHolds(tenant, kept));
    PurposeRule rule =
        rule(tenant, record)
            .orElseThrow(() -> new LetheException(ProblemCode.PURPOSE_NOT_PERMITTED));
    if (!rule.legalBases().contains(record.terms().basis())) {
      throw new LetheException(ProblemCode.CONSENT_BASIS_NOT_PERMITTED);
    }
    return record;
  }

  /**
   * Passes while the consent of a job is in force and covers the class that its document turned out
   * to be of.
   *
   * @throws LetheException as above, and {@code consent-other-class}
   */
  public void requireCoversClass(
      TenantId tenant, String job, Optional<DocumentClass> documentClass) {
    ConsentRecord record = requireInForce(tenant, job);
    if (!documentClass.map(record.terms()::covers).orElse(true)) {
      throw new LetheException(ProblemCode.CONSENT_OTHER_CLASS);
    }
  }

  /**
   * A permit for people to look at uncertain fields of a job: while its consent is in force, and
   * both the consent and the purpose allow it. Whatever routes fields to people asks for one for
   * each job, at that time; without one there is no way to them.
   *
   * @throws LetheException as above, and {@code review-not-permitted}
   */
  public ReviewPermit permitReview(TenantId tenant, String job) {
    ConsentRecord record = requireInForce(tenant, job);
    PurposeRule rule =
        rule(tenant, record)
            .orElseThrow(() -> new LetheException(ProblemCode.PURPOSE_NOT_PERMITTED));
    return ReviewPermit.of(job, record, rule, clock.instant());
  }

  private ConsentRecord requireActive(ConsentRecord record) {
    switch (record.state(clock.instant())) {
      case ACTIVE -> {
        return record;
      }
      case WITHDRAWN -> throw new LetheException(ProblemCode.CONSENT_WITHDRAWN);
      case EXPIRED -> throw new LetheException(ProblemCode.CONSENT_EXPIRED);
    }
    throw new IllegalStateException();
  }

  private static LetheException refusal(ProblemCode code, String pointer, String reason) {
    return new LetheException(code, List.of(new Detail(pointer, reason)));
  }
}
