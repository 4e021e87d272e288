package dev.lethe.retention.service;

import static dev.lethe.policy.model.ArtefactClass.AUDIT;
import static dev.lethe.policy.model.ArtefactClass.FIELDS;
import static dev.lethe.policy.model.ArtefactClass.SOURCE;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.audit.model.EventCatalogue;
import dev.lethe.keys.adapter.TestKeys;
import dev.lethe.policy.adapter.PolicyFolder;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.PolicyBundle;
import dev.lethe.policy.model.RetentionStart;
import dev.lethe.recovery.model.MemoryJournal;
import dev.lethe.recovery.service.TestJournals;
import dev.lethe.retention.adapter.TestRetention;
import dev.lethe.retention.model.DeletionReceipt;
import dev.lethe.retention.model.Disposition;
import dev.lethe.retention.model.DispositionFilter;
import dev.lethe.retention.model.DispositionReason;
import dev.lethe.retention.model.DispositionStep.Action;
import dev.lethe.retention.model.RetentionPlan;
import dev.lethe.retention.service.DispositionService.View;
import dev.lethe.retention.service.DispositionService.Wish;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Role;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.testing.MutableClock;
import dev.lethe.testing.RecordedEvents;
import dev.lethe.testing.TestTransactions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reviews on the real database, and the officers of a tenant who decide on them. */
final class RealReviews {

  static final Duration TIMER = Duration.ofDays(7);
  private static final String REQUEST =
      "{\"document_class\":\"contract\",\"output\":[\"parties\",\"signer_names\","
          + "\"effective_date\"]}";

  /** One stage, and a class of a shorter window. */
  static final PolicyBundle ONE_STAGE =
      new PolicyFolder()
          .replace("retention.yaml", "    second_reviewers: [tenant-admin]\n", "")
          .replace(
              "retention.yaml",
              "overrides:\n",
              "overrides:\n  pages: {artefact: fields, document_class: signature_page,"
                  + " default: P3D, cap: P10D}\n")
          .bundle();

  static final PolicyBundle TWO_STAGES = new PolicyFolder().bundle();

  final TestTransactions transactions = new TestTransactions();
  final TestRetention retention = new TestRetention(transactions);
  final TenantId tenant = transactions.newTenant();
  final Instant created = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  final MutableClock clock = new MutableClock(created.plus(Duration.ofDays(8)));
  final RecordedEvents<AuditEvent> audit = new RecordedEvents<>(EventCatalogue::requireListed);
  final MemoryJournal journal = new MemoryJournal();
  final Caller olivia = person("olivia", Role.COMPLIANCE_OFFICER);
  final Caller otto = person("otto", Role.COMPLIANCE_OFFICER);
  final Caller tara = person("tara", Role.TENANT_ADMIN);
  final Dispositions reviews = new Dispositions();
  final Erasing erasing =
      TestErasing.of(
          retention,
          transactions,
          TestKeys.in(transactions),
          clock,
          new KeyedContent(SOURCE),
          new KeyedContent(FIELDS),
          new KeyedContent(AUDIT));

  /** The policy as it is now. */
  PolicyBundle bundle = ONE_STAGE;

  RealReviews() {
    reviews.ledger = retention.dispositions();
    reviews.policy = () -> bundle;
    reviews.journaling = TestJournals.in(journal);
    reviews.transactions = transactions;
    reviews.audit = audit;
    reviews.clock = clock;
  }

  Caller person(String name, Role... roles) {
    return new Caller(tenant, new ActorId(name), Set.of(roles));
  }

  /** Fields with a window of a week and a week to decide. */
  String job() {
    String job = retention.newJob(tenant, created, "contract_management", REQUEST);
    retention
        .register()
        .plan(
            tenant,
            job,
            FIELDS,
            created,
            new RetentionPlan(
                created.plus(TIMER).plus(TIMER),
                RetentionStart.CREATED,
                TIMER.plus(TIMER),
                Optional.of(TIMER)));
    return job;
  }

  View of(String job) {
    return reviews.list(olivia, all(), Optional.empty(), 500).stream()
        .filter(one -> one.disposition().job().equals(job))
        .findFirst()
        .orElseThrow();
  }

  View decide(Caller who, String job, Wish wish) {
    Disposition now = of(job).disposition();
    return reviews.decide(who, now.id(), now.revision(), wish);
  }

  void sweep(String job) {
    erasing.eraseDue(tenant, List.of(job), clock.instant());
  }

  List<DeletionReceipt> receipts() {
    return retention.receipts(tenant);
  }

  static DispositionFilter all() {
    return new DispositionFilter(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  static Wish wish(Action action, DispositionReason reason) {
    return new Wish(action, reason, Optional.empty(), Optional.empty(), Optional.empty());
  }

  static Wish approve() {
    return wish(Action.APPROVE, DispositionReason.TIME_OVER);
  }

  static Wish extend(int days) {
    return new Wish(
        Action.EXTEND,
        DispositionReason.MATTER_OPEN,
        Optional.of(Duration.ofDays(days)),
        Optional.empty(),
        Optional.empty());
  }

  static Wish relabel(String to) {
    return new Wish(
        Action.RELABEL,
        DispositionReason.WRONG_CLASS,
        Optional.empty(),
        Optional.of(new DocumentClass(to)),
        Optional.empty());
  }

  static Wish reassign(Caller to) {
    return new Wish(
        Action.REASSIGN,
        DispositionReason.ABSENCE,
        Optional.empty(),
        Optional.empty(),
        Optional.of(to.actor()));
  }
}
