package dev.lethe.jobs.service;

import static dev.lethe.jobs.service.FakeJobs.APP;
import static dev.lethe.jobs.service.FakeJobs.NORTHWIND;
import static dev.lethe.jobs.service.FakeJobs.NO_WAIT;
import static dev.lethe.jobs.service.FakeJobs.STRANGER;
import static dev.lethe.jobs.service.FakeJobs.caller;
import static dev.lethe.jobs.service.FakeJobs.document;
import static dev.lethe.jobs.service.FakeJobs.fields;
import static dev.lethe.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.JobRequests;
import dev.lethe.jobs.model.JobState;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Role;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may use a job, and who is told that there is none. */
class JobAccessTest {

  private final FakeJobs fake = new FakeJobs();
  private final JobServiceBean service = fake.service;

  @ParameterizedTest
  @EnumSource(value = Role.class, mode = EnumSource.Mode.EXCLUDE, names = "SUBMITTER")
  void givenOtherRole_whenSubmitting_thenItIsForbidden(Role role) {
    Caller other = caller(NORTHWIND, role);
    assertRefused(
        () -> service.admit(other, JobRequests.permitted().make()), ProblemCode.FORBIDDEN);
    JobId job = fake.admit();
    assertRefused(() -> service.receive(other, job, document(), NO_WAIT), ProblemCode.FORBIDDEN);
  }

  @Test
  void givenOtherRole_whenReadingResults_thenItIsForbidden() throws Exception {
    JobId job = fake.done();
    for (Role role : List.of(Role.AUDITOR, Role.SUPPORT, Role.TENANT_ADMIN)) {
      Caller other = caller(NORTHWIND, role);
      assertRefused(() -> service.get(other, job), ProblemCode.FORBIDDEN);
      assertRefused(() -> service.preview(other, job, Optional.empty()), ProblemCode.FORBIDDEN);
    }
  }

  @Test
  void givenSubmitterAlone_whenRevealing_thenItIsForbidden() throws Exception {
    JobId job = fake.done();
    assertRefused(
        () -> service.reveal(APP, job, fields("iban"), "checking"), ProblemCode.FORBIDDEN);
  }

  @Test
  void givenJobOfAnotherTenant_whenUsed_thenItIsAsIfThereWereNone() throws Exception {
    JobId job = fake.done();
    assertRefused(() -> service.get(STRANGER, job), ProblemCode.NOT_FOUND);
    assertRefused(() -> service.delete(STRANGER, job), ProblemCode.NOT_FOUND);
    assertRefused(() -> service.abandon(STRANGER, job), ProblemCode.NOT_FOUND);
    assertRefused(() -> service.receive(STRANGER, job, document(), NO_WAIT), ProblemCode.NOT_FOUND);
    assertRefused(() -> service.preview(STRANGER, job, Optional.empty()), ProblemCode.NOT_FOUND);
    assertRefused(
        () -> service.reveal(STRANGER, job, fields("iban"), "checking"), ProblemCode.NOT_FOUND);
    assertThat(service.get(APP, job).state()).isEqualTo(JobState.DONE);
  }
}
