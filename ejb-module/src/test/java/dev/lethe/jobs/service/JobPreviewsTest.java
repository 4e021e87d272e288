package dev.lethe.jobs.service;

import static dev.lethe.jobs.service.FakeJobs.APP;
import static dev.lethe.jobs.service.FakeJobs.NORTHWIND;
import static dev.lethe.jobs.service.FakeJobs.extracted;
import static dev.lethe.policy.adapter.PolicyFolder.changed;
import static dev.lethe.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.jobs.model.JobId;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.retention.service.ErasureService.Trigger;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.worker.FieldRequest;
import dev.lethe.worker.Refusal;
import dev.lethe.worker.Request;
import dev.lethe.worker.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is covered in a preview, and when there is none. */
class JobPreviewsTest {

  private final FakeJobs fake = new FakeJobs();
  private final JobServiceBean service = fake.service;

  @Test
  void givenSource_whenPreviewed_thenEverySensitiveFieldOfTheClassIsCovered() throws Exception {
    JobId job = fake.done();
    Request.Redact[] asked = new Request.Redact[1];
    fake.workers.answer =
        (request, cancellation) -> {
          asked[0] = (Request.Redact) request;
          return new Response.Redacted(
              "application/pdf", 2, 7, new Response.Content(new byte[] {1}));
        };
    assertThat(service.preview(APP, job, Optional.empty()).mediaType())
        .isEqualTo("application/pdf");
    assertThat(asked[0].covered())
        .extracting(FieldRequest::name)
        .containsExactlyInAnyOrder("vendor_tax_id", "buyer_name", "buyer_address", "iban");
    assertThat(fake.types()).contains("preview.made");
  }

  @Test
  void givenClassThatIsNotKnown_whenPreviewed_thenTheFieldsOfAllPermittedClassesAreCovered()
      throws Exception {
    fake.workers.answer = (request, cancellation) -> extracted("unknown", request);
    JobId job = fake.done();
    Request.Redact[] asked = new Request.Redact[1];
    fake.workers.answer =
        (request, cancellation) -> {
          asked[0] = (Request.Redact) request;
          return new Response.Refused(Refusal.UNREADABLE);
        };
    assertRefused(() -> service.preview(APP, job, Optional.of(1)), ProblemCode.DOCUMENT_UNREADABLE);
    assertThat(asked[0].covered()).extracting(FieldRequest::name).contains("iban", "buyer_name");
  }

  @Test
  void givenPageThatIsNotThere_whenPreviewed_thenItIsRefused() throws Exception {
    JobId job = fake.done();
    assertRefused(() -> service.preview(APP, job, Optional.of(0)), ProblemCode.PAGE_OUT_OF_RANGE);
  }

  @Test
  void givenSourceErased_whenPreviewed_thenItIsGone() throws Exception {
    JobId job = fake.done();
    fake.artefacts.erase(
        NORTHWIND, ActorId.SYSTEM, job.value(), Set.of(ArtefactClass.SOURCE), Trigger.DEADLINE);
    assertRefused(() -> service.preview(APP, job, Optional.empty()), ProblemCode.SOURCE_GONE);
  }

  @Test
  void givenUnfinishedJob_whenPreviewed_thenItIsRefused() {
    JobId job = fake.queued();
    assertRefused(() -> service.preview(APP, job, Optional.empty()), ProblemCode.JOB_NOT_FINISHED);
  }

  @Test
  void givenZoneThatCoversMore_whenPreviewed_thenMoreFieldsAreCovered() throws Exception {
    JobId job = fake.done();
    List<FieldRequest> covered = new ArrayList<>();
    fake.workers.answer =
        (request, cancellation) -> {
          covered.addAll(((Request.Redact) request).covered());
          return new Response.Refused(Refusal.UNREADABLE);
        };
    assertRefused(
        () -> service.preview(APP, job, Optional.empty()), ProblemCode.DOCUMENT_UNREADABLE);
    assertThat(covered).extracting(FieldRequest::name).doesNotContain("vendor_name");
    fake.bundle = changed("trust-zones.yaml", "cover_from: personal", "cover_from: internal");
    assertRefused(
        () -> service.preview(APP, job, Optional.empty()), ProblemCode.DOCUMENT_UNREADABLE);
    assertThat(covered).extracting(FieldRequest::name).contains("vendor_name", "iban");
  }
}
