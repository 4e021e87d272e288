package dev.lethe.benchmarks.policy;

import dev.lethe.consent.adapter.ConsentTables;
import dev.lethe.consent.adapter.SubjectTable;
import dev.lethe.consent.model.ConsentClaim;
import dev.lethe.consent.model.ConsentContext;
import dev.lethe.consent.model.ConsentId;
import dev.lethe.consent.model.ConsentMechanism;
import dev.lethe.consent.model.ConsentRecord;
import dev.lethe.consent.model.ConsentReference;
import dev.lethe.consent.model.ConsentTerms;
import dev.lethe.consent.service.Consents;
import dev.lethe.jobs.adapter.JpaJobStore;
import dev.lethe.jobs.model.AdmissionPolicy;
import dev.lethe.jobs.model.Job;
import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.JobMode;
import dev.lethe.jobs.model.JobRequest;
import dev.lethe.jobs.model.JobScope;
import dev.lethe.keys.model.AesGcmKey;
import dev.lethe.keys.model.EpochVault;
import dev.lethe.keys.model.RootKeyVault;
import dev.lethe.policy.adapter.PolicyLedgerTable;
import dev.lethe.policy.model.Cell;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.FieldName;
import dev.lethe.policy.model.Permission;
import dev.lethe.policy.model.PolicyBundle;
import dev.lethe.policy.model.PolicyDocument;
import dev.lethe.policy.model.PolicyFiles;
import dev.lethe.policy.model.PolicySource;
import dev.lethe.policy.model.Purpose;
import dev.lethe.policy.model.RetentionMode;
import dev.lethe.policy.service.PolicyServiceBean;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Role;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.worker.PersonalText;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a job is held to on its way, with the service's own classes and in transactions of its own
 * as in the service: at admission, before the document comes, at dispatch, when the result is kept,
 * and when it is handed out.
 */
final class Checks {

  static final TenantId TENANT = new TenantId("bench");

  /** Transactions in which a job is checked. */
  static final int STAGES = 5;

  private static final ActorId APP = new ActorId("app");
  private static final Caller CALLER = new Caller(TENANT, APP, Set.of(Role.SUBMITTER));
  private static final Purpose PURPOSE = new Purpose("invoice_processing");
  private static final DocumentClass INVOICE = new DocumentClass("invoice");
  private static final PersonalText SUBJECT = PersonalText.of("customer 4711");

  private final BenchDatabase database;
  private final Clock clock = Clock.systemUTC();
  private final Cell cell;
  private final PolicyServiceBean policy;
  private final Consents consents;
  private final ConsentTables ledger;
  private final JpaJobStore jobs;

  /**
   * @param document the bundle, which must be the approved one
   * @param vault a folder for keys
   */
  Checks(BenchDatabase database, Beans beans, PolicyDocument document, Path vault) {
    this.database = database;
    PolicyBundle bundle = document.bundle();
    cell = new Cell(bundle.defaultRegion(), bundle.trustZones().keySet(), Set.of("local"));
    beans.add(clock);
    beans.add(new GivenSource(document));
    beans.make(PolicyLedgerTable.class);
    policy = beans.make(PolicyServiceBean.class);
    beans.make("dev.lethe.keys.adapter.FileVault", vault);
    beans.make("dev.lethe.keys.adapter.FileRootVault", vault);
    Object master =
        beans.make(
            "dev.lethe.keys.adapter.MasterKeys",
            new AesGcmKey(AesGcmKey.random()),
            Optional.empty());
    Object providers =
        beans.make(
            "dev.lethe.keys.adapter.KeyProviders",
            Map.of("local", beans.make("dev.lethe.keys.adapter.LocalKeys", master)),
            "local",
            Map.of());
    Object roots =
        beans.make(
            "dev.lethe.keys.adapter.TenantRootKeys",
            providers,
            beans.find(RootKeyVault.class),
            beans.find(EpochVault.class),
            database,
            clock);
    beans.make(
        "dev.lethe.keys.adapter.KeyedPseudonyms", roots, beans.find(RootKeyVault.class), database);
    ledger = beans.make(ConsentTables.class);
    beans.make(SubjectTable.class);
    consents = beans.make(Consents.class);
    jobs = beans.make(JpaJobStore.class);
  }

  /** Notes a consent that jobs can refer to. */
  ConsentRecord recorded() {
    return database.inNewTransaction(
        () -> {
          ConsentRecord carried =
              consents.carry(
                  TENANT,
                  APP,
                  job().value(),
                  PURPOSE,
                  given(),
                  Optional.empty(),
                  Optional.of(SUBJECT),
                  policy.current().version(),
                  clock.instant().plusSeconds(3600));
          ConsentRecord shared =
              new ConsentRecord(
                  ConsentId.random(),
                  ConsentTerms.carried(PURPOSE, given(), Optional.empty()),
                  Optional.empty(),
                  carried.subject(),
                  ConsentMechanism.WEB_FORM,
                  APP,
                  carried.policyVersion(),
                  carried.policySha256(),
                  clock.instant(),
                  clock.instant(),
                  carried.expiresAt(),
                  Optional.empty());
          ledger.add(TENANT, shared);
          return shared;
        });
  }

  private static ConsentContext given() {
    return new ConsentContext("customer_authorized", false, false);
  }

  /** The rows of jobs, which are not part of what is measured. */
  List<JobId> newJobs(int count) {
    return database.inNewTransaction(() -> Stream.generate(this::job).limit(count).toList());
  }

  private JobId job() {
    JobId id = JobId.random();
    jobs.add(
        Job.admitted(
            TENANT,
            id,
            APP,
            JobScope.of(request(given()), RetentionMode.STANDARD),
            given(),
            policy.current().defaultRegion(),
            policy.current().version(),
            clock.instant()));
    return id;
  }

  private static JobRequest request(ConsentClaim consent) {
    return new JobRequest(
        PURPOSE,
        JobMode.EXTRACT,
        Optional.of(consent),
        List.of("vendor_name", "invoice_number", "invoice_date", "invoice_total", "iban").stream()
            .map(FieldName::new)
            .toList(),
        OptionalInt.of(7),
        Optional.of(INVOICE),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.of("en"),
        Optional.of(SUBJECT),
        Optional.empty());
  }

  /** As many transactions as a job's checks need, each without a check. */
  void nothing(JobId job) {
    for (int i = 0; i < STAGES; i++) {
      database.bindOnly(TENANT);
    }
  }

  /** The bundle's decision alone, with the tenant's overlay, in no transaction. */
  void decision(JobId job) {
    decide(request(given()));
  }

  private AdmissionPolicy decide(JobRequest request) {
    PolicyBundle bundle = policy.current().of(TENANT);
    bundle.require(CALLER, Permission.SUBMIT);
    AdmissionPolicy admission = new AdmissionPolicy(bundle, cell);
    policy.requireApproved();
    admission.checkPolicy(request);
    admission.checkConsent(request);
    return admission;
  }

  /** All checks of a job that carries its consent. */
  void carried(JobId job) {
    JobRequest request = request(given());
    AdmissionPolicy admission = decide(request);
    database.inNewTransaction(
        () ->
            consents.carry(
                TENANT,
                APP,
                job.value(),
                PURPOSE,
                admission.narrowed(PURPOSE, given()),
                admission.basis("customer_authorized"),
                request.subjectRef(),
                policy.current().version(),
                admission.consentUntil(request, clock.instant())));
    afterAdmission(job);
  }

  /** All checks of a job that refers to a recorded consent. */
  void referring(JobId job, ConsentRecord recorded) {
    JobRequest request = request(new ConsentReference(recorded.id()));
    AdmissionPolicy admission = decide(request);
    database.inNewTransaction(
        () -> {
          ConsentRecord found = consents.referred(TENANT, recorded.id());
          consents.requireCovers(
              TENANT, found, PURPOSE, admission.possibleClasses(request), request.subjectRef());
          admission.checkRecorded(request, found);
          consents.bind(TENANT, job.value(), found);
          return found;
        });
    afterAdmission(job);
  }

  private void afterAdmission(JobId job) {
    String id = job.value();
    database.inNewTransaction(() -> consents.requireInForce(TENANT, id));
    database.inNewTransaction(() -> consents.requireInForce(TENANT, id));
    database.inNewTransaction(
        () -> {
          consents.requireCoversClass(TENANT, id, Optional.of(INVOICE));
          return id;
        });
    database.inNewTransaction(() -> consents.requireInForce(TENANT, id));
  }

  /** Whose signature is of no interest here. */
  private record GivenSource(PolicyDocument document) implements PolicySource {
    @Override
    public PolicyDocument read() {
      return document;
    }

    @Override
    public PolicyDocument read(PolicyFiles files, String envelope) {
      return document;
    }
  }
}
