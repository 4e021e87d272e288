package dev.lethe.api.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.api.Api;
import dev.lethe.api.FakeJobs;
import dev.lethe.api.PublicUrl;
import dev.lethe.api.Samples;
import dev.lethe.api.json.JsonWriting;
import dev.lethe.api.security.CurrentCaller;
import dev.lethe.jobs.model.JobState;
import dev.lethe.jobs.model.Preview;
import dev.lethe.jobs.model.RevealedField;
import dev.lethe.keys.model.ShredEpochs.Epoch;
import dev.lethe.keys.model.VerificationKey;
import dev.lethe.policy.model.FieldName;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.retention.model.CertificateFilter;
import dev.lethe.retention.model.CertificateId;
import dev.lethe.retention.model.CertificateLedger.Listed;
import dev.lethe.retention.model.DeletionCertificate;
import dev.lethe.retention.service.CertificateService;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Role;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.mock.MockHttpRequest;
import org.jboss.resteasy.mock.MockHttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a job is gone, whatever was asked of it, the answer names the proof. */
class GoneJobLinksTest {

  private static final String JOB = "/ocr/jobs/" + Samples.JOB.value();
  private static final String FIRST = "cert_" + "1".repeat(32);
  private static final String SECOND = "cert_" + "2".repeat(32);

  private final GoneJobs jobs = new GoneJobs();
  private final List<String> asked = new ArrayList<>();
  private Optional<RuntimeException> away = Optional.empty();
  private Api api;

  /** Jobs of which nothing is left but the proof that they were here. */
  private static final class GoneJobs extends FakeJobs {
    private ProblemCode code = ProblemCode.JOB_GONE;

    @Override
    public Preview preview(Caller caller, dev.lethe.jobs.model.JobId job, Optional<Integer> page) {
      throw new LetheException(code);
    }

    @Override
    public List<RevealedField> reveal(
        Caller caller, dev.lethe.jobs.model.JobId job, List<FieldName> fields, String reason) {
      throw new LetheException(code);
    }
  }

  private final class Certificates implements CertificateService {
    @Override
    public List<CertificateId> ofJob(Caller caller, String job) {
      asked.add(caller.tenant().value() + " " + job);
      away.ifPresent(
          thrown -> {
            throw thrown;
          });
      return List.of(new CertificateId(FIRST), new CertificateId(SECOND));
    }

    @Override
    public DeletionCertificate get(Caller caller, CertificateId id) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Epoch> epochs(Caller caller, DeletionCertificate certificate) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Listed> list(Caller caller, CertificateFilter filter, int offset, int limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<VerificationKey> keys() {
      throw new UnsupportedOperationException();
    }
  }

  @BeforeEach
  void start() {
    CurrentCaller current = new CurrentCaller();
    current.set(Samples.caller(Role.SUBMITTER, Role.PRIVILEGED_REVEAL));
    JobsResource resource = new JobsResource();
    resource.jobs = jobs;
    resource.policy = Samples::policy;
    resource.current = current;
    resource.json = new JsonWriting();
    PreviewResource preview = new PreviewResource();
    preview.jobs = jobs;
    preview.current = current;
    GoneJobLinks links = new GoneJobLinks();
    links.certificates = new Certificates();
    links.current = current;
    links.publicUrl = new PublicUrl("https://lethe.example");
    api = new Api(resource, preview).with(links);
    jobs.failure = Optional.of(new LetheException(ProblemCode.JOB_GONE));
  }

  @ParameterizedTest
  @CsvSource({"GET, ''", "GET, /preview", "POST, /reveals"})
  void givenJobOfWhichNothingIsLeft_whenAskedInAnyWay_thenTheAnswerLinksToItsCertificates(
      String method, String what) {
    MockHttpResponse answer = call(method, what);
    assertThat(answer.getStatus()).isEqualTo(410);
    assertThat(answer.getOutputHeaders().get("Link"))
        .map(Object::toString)
        .containsExactly(
            "<https://lethe.example/v1/certificates/" + FIRST + ">; rel=\"describedby\"",
            "<https://lethe.example/v1/certificates/" + SECOND + ">; rel=\"describedby\"");
    assertThat(asked)
        .containsExactly(
            Samples.caller(Role.SUBMITTER).tenant().value() + " " + Samples.JOB.value());
  }

  @Test
  void givenJobThatIsKnownAsDeleted_whenAskedFor_thenTheAnswerLinksToItsCertificatesOnce() {
    jobs.failure = Optional.empty();
    jobs.answer = Samples.job(JobState.DELETED);
    MockHttpResponse answer = call("GET", "");
    assertThat(answer.getStatus()).isEqualTo(410);
    assertThat(answer.getOutputHeaders().get("Link")).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"NOT_FOUND", "CONFLICT", "FORBIDDEN"})
  void givenAnyOtherProblem_whenAsked_thenNoCertificateIsLookedFor(ProblemCode code) {
    jobs.code = code;
    MockHttpResponse answer = call("GET", "/preview");
    assertThat(answer.getStatus()).isEqualTo(code.status());
    assertThat(answer.getOutputHeaders()).doesNotContainKey("Link");
    assertThat(asked).isEmpty();
  }

  @Test
  void givenCertificatesThatAreAway_whenAsked_thenTheJobIsGoneAllTheSame() {
    away = Optional.of(new IllegalStateException("no database"));
    MockHttpResponse answer = call("GET", "");
    assertThat(answer.getStatus()).isEqualTo(410);
    assertThat(answer.getOutputHeaders()).doesNotContainKey("Link");
    assertThat(Api.body(answer)).contains("\"code\":\"job-gone\"");
  }

  private MockHttpResponse call(String method, String what) {
    MockHttpRequest request = Api.request(method, JOB + what);
    if (method.equals("POST")) {
      request.contentType("application/json");
      request.content(
          "{\"fields\": [\"surname\"], \"reason\": \"dispute\"}".getBytes(StandardCharsets.UTF_8));
    }
    return api.call(request);
  }
}
