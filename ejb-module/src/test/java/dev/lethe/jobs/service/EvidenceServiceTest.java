package dev.lethe.jobs.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.audit.model.AuditEntry;
import dev.lethe.audit.model.LifecycleStage;
import dev.lethe.jobs.model.Handling;
import dev.lethe.jobs.model.Job;
import dev.lethe.jobs.model.JobEvidence;
import dev.lethe.jobs.model.JobEvidence.Standing;
import dev.lethe.jobs.model.JobEvidence.Touch;
import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.JobRequests;
import dev.lethe.jobs.model.JobState;
import dev.lethe.jobs.model.Jobs;
import dev.lethe.jobs.model.Reading;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.FieldName;
import dev.lethe.policy.model.Isolation;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.retention.model.HoldReason;
import dev.lethe.retention.model.HoldScope;
import dev.lethe.retention.model.LegalHold;
import dev.lethe.retention.service.ErasureService.Trigger;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Role;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.testing.TestPersistence;
import dev.lethe.worker.ExtractedField;
import dev.lethe.worker.FieldType;
import dev.lethe.worker.Response;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The evidence of jobs on the real tables. */
class EvidenceServiceTest {

  private static final Set<ArtefactClass> CONTENT =
      EnumSet.of(ArtefactClass.SOURCE, ArtefactClass.FIELDS);
  private static final Handling HANDLING =
      new Handling(Optional.of("worker_7"), Isolation.SAME_TENANT);

  private final RealJobs real = new RealJobs();

  @AfterEach
  void close() {
    real.close();
  }

  @Test
  void givenJobThatIsAdmitted_whenItsEvidenceIsRead_thenThreeStagesAreRecordedAndSixPending() {
    JobEvidence evidence = evidence(real.admit(JobRequests.permitted()));
    assertThat(standings(evidence))
        .startsWith(Standing.RECORDED, Standing.RECORDED, Standing.RECORDED)
        .endsWith(standing(6, Standing.PENDING));
    assertThat(evidence.chain().intact()).isTrue();
    assertThat(evidence.touches()).isEmpty();
  }

  @Test
  void givenJobThatIsDone_whenItsEvidenceIsRead_thenEightStagesFollowEachOtherInTheChain() {
    JobId job = done();
    JobEvidence evidence = evidence(job);
    assertThat(evidence.stages())
        .extracting(JobEvidence.Stage::stage)
        .containsExactly(LifecycleStage.values());
    assertThat(standings(evidence)).startsWith(standing(8, Standing.RECORDED));
    assertThat(standings(evidence)).endsWith(Standing.PENDING);
    assertThat(
            evidence.stages().stream()
                .flatMap(stage -> stage.record().stream())
                .map(AuditEntry::position)
                .map(Optional::orElseThrow))
        .isSorted()
        .hasSize(8);
    assertThat(evidence.stages())
        .filteredOn(stage -> stage.record().isPresent())
        .allSatisfy(
            stage ->
                assertThat(stage.record().orElseThrow().type()).isEqualTo(stage.stage().event()));
  }

  @Test
  void givenWorkerThatRead_whenItsTouchIsTold_thenItIsNamedWithItsIsolationAndThePurpose() {
    assertThat(evidence(done()).touches())
        .filteredOn(touch -> touch.act().equals("read"))
        .singleElement()
        .satisfies(
            touch -> {
              assertThat(touch.component()).isEqualTo("worker");
              assertThat(touch.person()).isFalse();
              assertThat(touch.artefacts()).containsExactly(ArtefactClass.SOURCE);
              assertThat(touch.details())
                  .containsEntry("worker", "worker_7")
                  .containsEntry("isolation", "same_tenant");
              assertThat(touch.why()).isEqualTo("invoice_processing");
            });
  }

  @Test
  void givenPeopleWhoHandledIt_whenTouchesAreTold_thenEachIsThereWithTheReason() {
    JobId job = done();
    real.deliveries.viewFor(real.app, job);
    real.reveals.reveal(
        real.app, job, List.of(new FieldName("invoice_total")), "the customer disputes it");
    List<Touch> people = evidence(job).touches().stream().filter(touch -> touch.person()).toList();
    assertThat(people).extracting(Touch::act).containsExactly("viewed", "revealed");
    assertThat(people).extracting(Touch::actor).containsOnly("app");
    assertThat(people.get(1).why()).doesNotContain("customer").matches("[A-Za-z0-9:_-]{8,}");
    assertThat(people.get(1).details()).containsEntry("field", "invoice_total");
    assertThat(people.toString()).doesNotContain("Acme");
  }

  @Test
  void givenDeletedJob_whenItsEvidenceIsRead_thenAllNineStagesAreThere() {
    JobId job = done();
    real.erasing.erase(real.tenant, new ActorId("app"), job.value(), CONTENT, Trigger.REQUEST);
    JobEvidence evidence = evidence(job);
    assertThat(evidence.state()).isEqualTo(JobState.DELETED);
    assertThat(standings(evidence)).containsExactly(standing(9, Standing.RECORDED));
    assertThat(evidence.chain().intact()).isTrue();
    assertThat(evidence.touches())
        .filteredOn(touch -> touch.component().equals("deletion"))
        .singleElement()
        .satisfies(
            touch -> {
              assertThat(touch.artefacts()).containsExactlyInAnyOrderElementsOf(CONTENT);
              assertThat(touch.why()).isEqualTo("request");
              assertThat(touch.details()).containsKey("receipt");
            });
  }

  @Test
  void givenJobOfWhichAPartIsDeleted_whenItsEvidenceIsRead_thenDeletionIsInProgress() {
    JobId job = done();
    real.erasing.erase(
        real.tenant,
        ActorId.SYSTEM,
        job.value(),
        EnumSet.of(ArtefactClass.SOURCE),
        Trigger.DEADLINE);
    assertThat(standings(evidence(job))).endsWith(Standing.RECORDED, Standing.IN_PROGRESS);
  }

  @Test
  void givenHold_whenTouchesAreTold_thenWhoPlacedItIsToldToThoseWhoReadHolds() {
    JobId job = done();
    LegalHold hold =
        LegalHold.requested(
            "2026/417-B",
            HoldReason.LITIGATION,
            new HoldScope(
                List.of(job.value()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                EnumSet.of(ArtefactClass.FIELDS)),
            "olivia",
            Instant.now(),
            Instant.now().plusSeconds(3600));
    real.in(() -> real.holds.place(real.tenant, hold, Instant.now()));
    assertThat(evidence(job).touches())
        .filteredOn(touch -> touch.act().equals("hold_requested"))
        .singleElement()
        .satisfies(
            touch -> {
              assertThat(touch.actor()).isEqualTo("olivia");
              assertThat(touch.why()).isEqualTo("litigation");
              assertThat(touch.artefacts()).containsExactly(ArtefactClass.FIELDS);
            });
    assertThat(real.evidence.of(caller(real.tenant, Role.SUBMITTER), job).touches())
        .noneMatch(touch -> touch.act().startsWith("hold"));
  }

  @Test
  void givenJobThatFailed_whenItsEvidenceIsRead_thenWhatCameAfterIsNotReached() {
    JobId job = sealed();
    real.steps.start(real.tenant, job, 1);
    real.steps.fail(real.tenant, job, ProblemCode.DOCUMENT_UNREADABLE, Optional.of(HANDLING));
    JobEvidence evidence = evidence(job);
    assertThat(standings(evidence))
        .startsWith(standing(4, Standing.RECORDED))
        .contains(Standing.NOT_REACHED);
    assertThat(evidence.touches())
        .extracting(Touch::act)
        .containsExactly("sealed", "given", "not_read");
    assertThat(evidence.touches().get(2).why()).isEqualTo("document-unreadable");
  }

  @Test
  void givenDocumentWhoseDeletionWasAcknowledged_whenItWasReadMeanwhile_thenNothingIsKept() {
    JobId job = sealed();
    Job reading = real.steps.start(real.tenant, job, 1).orElseThrow();
    real.erasing.erase(
        real.tenant,
        ActorId.SYSTEM,
        job.value(),
        EnumSet.of(ArtefactClass.SOURCE),
        Trigger.DEADLINE);
    assertThatThrownBy(() -> complete(reading))
        .isInstanceOf(LetheException.class)
        .hasMessage("source-gone");
    assertThat(real.in(() -> real.results.find(real.tenant, job))).isEmpty();
  }

  @Test
  void givenOtherTenantOrRole_whenAsking_thenThereIsNothingOrItIsForbidden() {
    JobId job = done();
    TenantId other = TestPersistence.newTenant();
    assertThatThrownBy(() -> real.evidence.of(caller(other, Role.AUDITOR), job))
        .hasMessage("not-found");
    for (Role role : Role.values()) {
      boolean may = Set.of(Role.SUBMITTER, Role.COMPLIANCE_OFFICER, Role.AUDITOR).contains(role);
      if (!may) {
        assertThatThrownBy(() -> real.evidence.of(caller(real.tenant, role), job))
            .as(role.claim())
            .hasMessage("forbidden");
      }
    }
  }

  private static Caller caller(TenantId tenant, Role role) {
    return new Caller(tenant, new ActorId("somebody"), Set.of(role));
  }

  private JobEvidence evidence(JobId job) {
    return real.evidence.of(real.app, job);
  }

  private JobId sealed() {
    return real.sealed(JobRequests.permitted());
  }

  private JobId done() {
    JobId job = sealed();
    complete(real.steps.start(real.tenant, job, 1).orElseThrow());
    return job;
  }

  private void complete(Job job) {
    List<ExtractedField> fields =
        List.of(Jobs.found("invoice_total", FieldType.AMOUNT, "Acme", "Acme"));
    real.steps.complete(
        job,
        new Job.Outcome(Optional.of(new DocumentClass("invoice")), 1, 5, Jobs.PROVENANCE),
        Reading.of(new Response.Extracted("invoice", 1, 1, fields, Jobs.PROVENANCE, 5)),
        HANDLING,
        fields,
        Optional.empty());
  }

  private static List<Standing> standings(JobEvidence evidence) {
    return evidence.stages().stream().map(JobEvidence.Stage::standing).toList();
  }

  private static Standing[] standing(int times, Standing standing) {
    return java.util.Collections.nCopies(times, standing).toArray(Standing[]::new);
  }
}
