package dev.lethe.api.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.api.Api;
import dev.lethe.api.ContentLimitsFixture;
import dev.lethe.api.FakeJobs;
import dev.lethe.api.PublicUrl;
import dev.lethe.api.Samples;
import dev.lethe.api.json.JsonWriting;
import dev.lethe.api.security.CurrentCaller;
import dev.lethe.api.uploads.SlotAddressFixture;
import dev.lethe.jobs.model.JobState;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.Role;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jboss.resteasy.mock.MockHttpRequest;
import org.jboss.resteasy.mock.MockHttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobsResourceTest {

  private static final String CERTIFICATE_LINK =
      "<https://lethe.example/v1/certificates/" + Samples.CERTIFICATE + ">; rel=\"describedby\"";

  private static final String CANARY = "Zebulon-Canary-4711";
  private static final String REQUEST =
      """
      {"purpose": "invoice_processing",
       "consent": {"basis": "customer_authorized", "allow_model_training": false,
                   "allow_manual_review": true},
       "output": ["vendor_name", "invoice_total", "due_date"], "retention_days": 7}""";

  private final FakeJobs jobs = new FakeJobs();
  private final CurrentCaller current = new CurrentCaller();
  private Api api;

  @BeforeEach
  void start() {
    JobsResource resource = new JobsResource();
    PreviewResource preview = new PreviewResource();
    resource.jobs = jobs;
    resource.policy = Samples::policy;
    resource.current = current;
    resource.publicUrl = new PublicUrl("https://lethe.example");
    resource.slots = SlotAddressFixture.at("https://lethe.example");
    resource.json = new JsonWriting();
    resource.limits = ContentLimitsFixture.of(Samples::policy);
    preview.jobs = jobs;
    preview.current = current;
    current.set(Samples.caller(Role.SUBMITTER, Role.PRIVILEGED_REVEAL));
    api = new Api(resource, preview);
  }

  @Test
  void givenFormWithRequestAndDocument_whenPosted_thenItIsAcceptedAndLocated() {
    MockHttpResponse answer = form(part("request", REQUEST), part("document", "%PDF-1.7 x"));

    assertThat(answer.getStatus()).isEqualTo(202);
    assertThat(answer.getOutputHeaders().getFirst("Location"))
        .hasToString("https://lethe.example/v1/ocr/jobs/" + Samples.JOB.value());
    assertThat(answer.getOutputHeaders().getFirst("Retry-After")).hasToString("1");
    assertThat(jobs.document.orElseThrow())
        .isEqualTo("%PDF-1.7 x".getBytes(StandardCharsets.UTF_8));
    assertThat(jobs.calls).containsExactly("admit", "receive");
    assertThat(jobs.admitted.orElseThrow().output()).hasSize(3);
    assertThat(jobs.admitted.orElseThrow().retentionDays()).hasValue(7);
  }

  @Test
  void givenCallerWhoWaits_whenJobIsDone_thenResultIsCreated() {
    jobs.answer = Samples.done();
    MockHttpRequest request = formRequest(part("request", REQUEST), part("document", "x"));
    request.header("Prefer", "respond-async, wait=5");

    MockHttpResponse answer = api.call(request);

    assertThat(answer.getStatus()).isEqualTo(201);
    assertThat(answer.getOutputHeaders().getFirst("Preference-Applied")).hasToString("wait=5");
    assertThat(jobs.wait).contains(Duration.ofSeconds(5));
    assertThat(Api.body(answer))
        .contains("\"invoice_total\":{\"value\":\"1,234.50\",\"normalized\":\"1234.50\"")
        .contains("\"polygon\":[[0.1,0.2],[0.3,0.2],[0.3,0.4],[0.1,0.4]]")
        .contains("\"due_date\":{\"value\":null")
        .contains("\"created_at\":\"2026-11-24T10:00:00Z\"")
        .contains("\"problem\":null");
  }

  @Test
  void givenCallerWhoWaits_whenTimeIsOver_thenJobIsAcceptedOnly() {
    MockHttpRequest request = formRequest(part("request", REQUEST), part("document", "x"));
    request.header("Prefer", "wait=1");

    MockHttpResponse answer = api.call(request);

    assertThat(answer.getStatus()).isEqualTo(202);
    assertThat(answer.getOutputHeaders()).doesNotContainKey("Preference-Applied");
  }

  @Test
  void givenCallerWhoWaits_whenJobFails_thenAnswerIsItsProblem() {
    jobs.answer = Samples.failed(ProblemCode.DOCUMENT_UNREADABLE);
    MockHttpRequest request = formRequest(part("request", REQUEST), part("document", "x"));
    request.header("Prefer", "wait=1");

    MockHttpResponse answer = api.call(request);

    assertProblem(answer, ProblemCode.DOCUMENT_UNREADABLE);
    assertThat(answer.getOutputHeaders()).containsKey("Location");
  }

  @Test
  void givenDocumentFirst_whenPosted_thenItIsRefusedUnread() {
    MockHttpResponse answer = form(part("document", "%PDF"), part("request", REQUEST));

    assertProblem(answer, ProblemCode.REQUEST_PART_FIRST);
    assertThat(jobs.calls).isEmpty();
  }

  @Test
  void givenPartAfterDocument_whenPosted_thenItIsRefused() {
    MockHttpResponse answer =
        form(part("request", REQUEST), part("document", "x"), part(CANARY, CANARY));

    assertProblem(answer, ProblemCode.PROPERTY_UNKNOWN);
    assertThat(jobs.document).isEmpty();
  }

  @Test
  void givenOtherPartInPlaceOfDocument_whenPosted_thenJobIsAbandoned() {
    MockHttpResponse answer = form(part("request", REQUEST), part(CANARY, "x"));

    assertProblem(answer, ProblemCode.PROPERTY_UNKNOWN);
    assertThat(jobs.calls).containsExactly("admit", "abandon");
  }

  @Test
  void givenNoDocument_whenPosted_thenJobIsAbandoned() {
    MockHttpResponse answer = form(part("request", REQUEST));

    assertProblem(answer, ProblemCode.DOCUMENT_MISSING);
    assertThat(jobs.calls).containsExactly("admit", "abandon");
  }

  @Test
  void givenFormCutOffInDocument_whenPosted_thenItIsMalformed() {
    String whole = formText(part("request", REQUEST), part("document", "x".repeat(50_000)));
    MockHttpRequest request = formRequest();
    request.content(new ByteArrayInputStream(bytes(whole.substring(0, 20_000))));

    assertProblem(api.call(request), ProblemCode.REQUEST_MALFORMED);
    assertThat(jobs.document).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=other"
      })
  void givenUnusableBoundary_whenPosted_thenItIsMalformed(String type) {
    MockHttpRequest request = formRequest(part("request", REQUEST), part("document", "x"));
    request.getMutableHeaders().putSingle("Content-Type", type);

    assertProblem(api.call(request), ProblemCode.REQUEST_MALFORMED);
    assertThat(jobs.calls).isEmpty();
  }

  @Test
  void givenNoConsent_whenDocumentStreamsIn_thenItsBytesAreNeverAskedFor() {
    String request = "{\"purpose\": \"invoice_processing\", \"output\": [\"due_date\"]}";
    String head =
        "--b\r\nContent-Disposition: form-data; name=\"request\"\r\n\r\n" + request + "\r\n--b\r\n";
    InputStream forbidden =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the document was read");
          }
        };
    MockHttpRequest post = formRequest();
    post.content(new SequenceInputStream(new ByteArrayInputStream(bytes(head)), forbidden));

    assertProblem(api.call(post), ProblemCode.CONSENT_MISSING);
  }

  @Test
  void givenTooLongLength_whenPosted_thenItIsRefusedUnread() {
    MockHttpRequest request = formRequest(part("request", REQUEST), part("document", "x"));
    request.header("Content-Length", "10000000");

    assertProblem(api.call(request), ProblemCode.TOO_LARGE);
    assertThat(jobs.calls).isEmpty();
  }

  @Test
  void givenAddressOfSlot_whenPostedAsJson_thenJobTakesItsDocument() {
    String body =
        REQUEST.replaceFirst(
            "\\{",
            "{\"document_url\": \"https://lethe.example/v1/uploads/"
                + "tokentokentokentokentokentokentokentokentok\",");

    MockHttpResponse answer = json("POST", "/ocr/jobs", body);

    assertThat(answer.getStatus()).isEqualTo(202);
    assertThat(jobs.slot).contains("tokentokentokentokentokentokentokentokentok");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/v1/uploads/tokentokentokentokentokentokentokentokentok",
        "http://lethe.example/v1/uploads/tokentokentokentokentokentokentokentokentok",
        "https://lethe.example.evil.example/v1/uploads/tokentokentokentokentokentokentokentokentok",
        "https://lethe.example@evil.example/v1/uploads/tokentokentokentokentokentokentokentokentok",
        "https://lethe.example:8443/v1/uploads/tokentokentokentokentokentokentokentokentok",
        "https://lethe.example/v1/uploads/../../tokentokentokentokentokentokentokentokentok",
        "https://lethe.example/v1/uploads/tokentokentokentokentokentokentokentokentok?x=1",
        "https://lethe.example/v1/uploads/tokentokentokentokentokentokentokentokentok#x",
        "https://lethe.example/v1/uploads/tokentokentokentokentokentokentokentokentok\\n",
        "https://lethe.example/v1/uploads/short",
        "file:///etc/passwd",
        "/v1/uploads/tokentokentokentokentokentokentokentokentok",
        ""
      })
  void givenAnyOtherAddress_whenPostedAsJson_thenItIsRefused(String address) {
    String body = "{\"document_url\": \"" + address + "\"," + REQUEST.substring(1);

    assertProblem(json("POST", "/ocr/jobs", body), ProblemCode.SOURCE_HOST_REFUSED);
    assertThat(jobs.calls).isEmpty();
  }

  @Test
  void givenDocumentUrlInForm_whenPosted_thenItIsUnknown() {
    String request = REQUEST.replaceFirst("\\{", "{\"document_url\": \"https://lethe.example\",");

    assertProblem(
        form(part("request", request), part("document", "x")), ProblemCode.PROPERTY_UNKNOWN);
  }

  @Test
  void givenCallerWithoutRole_whenPosted_thenBodyIsNotLookedAt() {
    current.set(Samples.caller(Role.AUDITOR));

    assertProblem(form(part("document", "x")), ProblemCode.FORBIDDEN);
    assertProblem(json("POST", "/ocr/jobs", "not json"), ProblemCode.FORBIDDEN);
    assertProblem(
        json("POST", "/ocr/jobs/" + Samples.JOB.value() + "/reveals", "not json"),
        ProblemCode.FORBIDDEN);
  }

  @Test
  void givenRunningJob_whenAskedFor_thenCallerIsToldToComeBack() {
    MockHttpResponse answer = api.call(Api.request("GET", "/ocr/jobs/" + Samples.JOB.value()));

    assertThat(answer.getStatus()).isEqualTo(200);
    assertThat(answer.getOutputHeaders().getFirst("Retry-After")).hasToString("1");
    assertThat(Api.body(answer))
        .contains("\"state\":\"queued\"", "\"fields\":{}")
        .contains("\"completed_at\":null", "\"deleted_at\":null", "\"engine_millis\":null");
  }

  @Test
  void givenFinishedJob_whenAskedFor_thenNobodyIsToldToComeBack() {
    jobs.answer = Samples.failed(ProblemCode.ENCRYPTED_DOCUMENT);

    MockHttpResponse answer = api.call(Api.request("GET", "/ocr/jobs/" + Samples.JOB.value()));

    assertThat(answer.getOutputHeaders()).doesNotContainKey("Retry-After");
    assertThat(Api.body(answer)).contains("\"code\":\"encrypted-document\"");
  }

  @Test
  void givenDeletedJob_whenAskedFor_thenItIsGoneAndItsDeadlinesAreTold() {
    jobs.answer = Samples.job(JobState.DELETED);

    MockHttpResponse answer = api.call(Api.request("GET", "/ocr/jobs/" + Samples.JOB.value()));

    assertProblem(answer, ProblemCode.JOB_GONE);
    assertThat(Api.body(answer))
        .contains(
            "\"errors\":[],\"retention\":{\"mode\":\"standard\",\"policy_id\":\"lethe-standard\"",
            "\"source\":{\"starts_on\":\"created\",\"delete_at\":");
  }

  @Test
  void givenJob_whenDeleted_thenItIsShownAsItIsAfter() {
    jobs.answer = Samples.job(JobState.DELETED);

    MockHttpResponse answer = api.call(Api.request("DELETE", "/ocr/jobs/" + Samples.JOB.value()));

    assertThat(answer.getStatus()).isEqualTo(200);
    assertThat(Api.body(answer))
        .contains("\"state\":\"deleted\"", "\"certificate\":\"" + Samples.CERTIFICATE + "\"");
    assertThat(answer.getOutputHeaders().getFirst("Link")).hasToString(CERTIFICATE_LINK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "job_0", "job_0123456789ABCDEF0123456789ABCDEF", "%00", "..%2f.."})
  void givenIdOfNoJob_whenAskedFor_thenItIsNotFound(String id) {
    assertProblem(api.call(Api.request("GET", "/ocr/jobs/" + id)), ProblemCode.NOT_FOUND);
  }

  @Test
  void givenFieldsAndReason_whenRevealed_thenValuesAreOpen() {
    MockHttpResponse answer =
        json(
            "POST",
            "/ocr/jobs/" + Samples.JOB.value() + "/reveals",
            "{\"fields\": [\"surname\"], \"reason\": \"dispute\"}");

    assertThat(answer.getStatus()).isEqualTo(200);
    assertThat(Api.body(answer))
        .isEqualTo(
            "{\"id\":\""
                + Samples.JOB.value()
                + "\",\"fields\":{\"surname\":{\"value\":\"Ada Example\",\"normalized\":null}}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"fields\": [\"surname\"]}",
        "{\"reason\": \"dispute\"}",
        "{\"fields\": [], \"reason\": \"dispute\"}",
        "{\"fields\": [\"surname\", \"surname\"], \"reason\": \"dispute\"}",
        "{\"fields\": [\"Sur Name\"], \"reason\": \"dispute\"}",
        "{\"fields\": \"surname\", \"reason\": \"dispute\"}",
        "{\"fields\": [\"surname\"], \"reason\": \" \"}",
        "{\"fields\": [\"surname\"], \"reason\": \" ab \"}",
        "{\"fields\": [\"surname\"], \"reason\": 1}"
      })
  void givenWrongReveal_whenPosted_thenItIsMalformed(String body) {
    assertProblem(
        json("POST", "/ocr/jobs/" + Samples.JOB.value() + "/reveals", body),
        ProblemCode.REQUEST_MALFORMED);
    assertThat(jobs.calls).isEmpty();
  }

  @Test
  void givenNoWish_whenPreviewIsAskedFor_thenItIsPdf() {
    MockHttpResponse answer = preview("", null);

    assertThat(answer.getOutputHeaders().getFirst("Content-Type")).hasToString("application/pdf");
    assertThat(jobs.previewPage).isEmpty();
  }

  @Test
  void givenPageOrPngWanted_whenPreviewIsAskedFor_thenItIsPng() {
    assertThat(preview("?page=3", null).getOutputHeaders().getFirst("Content-Type"))
        .hasToString("image/png");
    assertThat(jobs.previewPage).contains(3);
    assertThat(preview("", "image/png").getStatus()).isEqualTo(200);
    assertThat(jobs.previewPage).contains(1);
  }

  @Test
  void givenWrongPageOrType_whenPreviewIsAskedFor_thenItIsRefused() {
    assertProblem(preview("?page=0", null), ProblemCode.REQUEST_MALFORMED);
    assertProblem(preview("?page=" + CANARY, null), ProblemCode.REQUEST_MALFORMED);
    assertProblem(preview("?page=1", "application/pdf"), ProblemCode.NOT_ACCEPTABLE);
    assertProblem(preview("", "image/gif"), ProblemCode.NOT_ACCEPTABLE);
  }

  @Test
  void givenServiceThatBreaks_whenAsked_thenAnswerIsBare() {
    jobs.failure = java.util.Optional.of(new IllegalStateException(CANARY));

    assertProblem(
        api.call(Api.request("GET", "/ocr/jobs/" + Samples.JOB.value())), ProblemCode.INTERNAL);
  }

  @Test
  void givenForeseenFailureWrappedByContainer_whenAsked_thenItIsItsProblem() {
    jobs.failure =
        java.util.Optional.of(
            new IllegalStateException(CANARY, new LetheException(ProblemCode.POLICY_DRIFT)));

    MockHttpResponse answer = api.call(Api.request("GET", "/ocr/jobs/" + Samples.JOB.value()));

    assertProblem(answer, ProblemCode.POLICY_DRIFT);
    assertThat(answer.getOutputHeaders()).containsKey("Retry-After");
  }

  @Test
  void givenWrongMethodOrPathOrType_whenCalled_thenContainerAnswersWithProblem() {
    assertProblem(api.call(Api.request("PUT", "/ocr/jobs")), ProblemCode.METHOD_NOT_ALLOWED);
    assertProblem(api.call(Api.request("GET", "/" + CANARY)), ProblemCode.NOT_FOUND);
    MockHttpRequest text = Api.request("POST", "/ocr/jobs");
    text.contentType("text/plain");
    text.content(bytes(CANARY));
    assertProblem(api.call(text), ProblemCode.MEDIA_TYPE_UNSUPPORTED);
  }

  private MockHttpResponse preview(String query, String accept) {
    MockHttpRequest request =
        Api.request("GET", "/ocr/jobs/" + Samples.JOB.value() + "/preview" + query);
    if (accept != null) {
      request.header("Accept", accept);
    }
    return api.call(request);
  }

  private MockHttpResponse json(String method, String path, String body) {
    MockHttpRequest request = Api.request(method, path);
    request.contentType("application/json");
    request.content(bytes(body));
    return api.call(request);
  }

  private MockHttpResponse form(String... parts) {
    return api.call(formRequest(parts));
  }

  private static MockHttpRequest formRequest(String... parts) {
    MockHttpRequest request = Api.request("POST", "/ocr/jobs");
    request.header("Content-Type", "multipart/form-data; boundary=b");
    request.content(bytes(formText(parts)));
    return request;
  }

  private static String formText(String... parts) {
    return String.join("", parts) + "--b--\r\n";
  }

  private static String part(String name, String content) {
    return "--b\r\nContent-Disposition: form-data; name=\""
        + name
        + "\"; filename=\""
        + CANARY
        + "\"\r\nContent-Type: application/"
        + CANARY
        + "\r\n\r\n"
        + content
        + "\r\n";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void assertProblem(MockHttpResponse answer, ProblemCode code) {
    assertThat(Api.body(answer))
        .contains("\"code\":\"" + code.code() + "\"")
        .doesNotContain(CANARY);
    assertThat(answer.getOutputHeaders().toString()).doesNotContain(CANARY);
    assertThat(answer.getStatus()).isEqualTo(code.status());
    assertThat(answer.getOutputHeaders().getFirst("Content-Type"))
        .hasToString("application/problem+json");
  }
}
