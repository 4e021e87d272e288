package dev.lethe.api.jobs;

import dev.lethe.api.ContentLimits;
import dev.lethe.api.PublicUrl;
import dev.lethe.api.json.JsonWriting;
import dev.lethe.api.openapi.Requests;
import dev.lethe.api.problems.Problem;
import dev.lethe.api.problems.ProblemResponses;
import dev.lethe.api.security.CurrentCaller;
import dev.lethe.api.uploads.SlotAddress;
import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.JobRequest;
import dev.lethe.jobs.model.JobState;
import dev.lethe.jobs.model.JobView;
import dev.lethe.jobs.service.JobService;
import dev.lethe.policy.model.Permission;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.LetheException.Detail;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.Caller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Encoding;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Jobs: a document in, the fields that were asked for out. */
@Path("/ocr/jobs")
@Tag(name = "jobs")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class JobsResource {

  static final String PREFER = "Prefer";
  static final String PREFERENCE_APPLIED = "Preference-Applied";
  static final String ID = "job_0123456789abcdef0123456789abcdef";
  private static final int POLL_SECONDS = 1;

  @Inject JobService jobs;
  @Inject PolicyService policy;
  @Inject CurrentCaller current;
  @Inject SlotAddress slots;
  @Inject PublicUrl publicUrl;
  @Inject ContentLimits limits;
  @Inject JsonWriting json;
  @Context HttpHeaders headers;

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "submitJob",
      summary = "Submit a document",
      description =
          "As a form with the part request first and the part document second, or as JSON with the"
              + " address of an upload slot. Policy and consent decide before the document's first"
              + " byte is read. Whoever waits has the document kept in memory only.")
  @Parameter(
      name = PREFER,
      in = ParameterIn.HEADER,
      description = "wait=N: wait up to N seconds for the result (RFC 7240)",
      schema = @Schema(type = SchemaType.STRING),
      example = "wait=30")
  @RequestBody(
      required = true,
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = Requests.Job.class)),
        @Content(
            mediaType = MediaType.MULTIPART_FORM_DATA,
            schema = @Schema(implementation = Requests.Form.class),
            encoding = @Encoding(name = "request", contentType = MediaType.APPLICATION_JSON))
      })
  @APIResponse(
      responseCode = "201",
      description = "Done while the caller waited",
      headers = {
        @Header(
            name = "Location",
            description = "The job",
            schema = @Schema(type = SchemaType.STRING)),
        @Header(
            name = PREFERENCE_APPLIED,
            description = "How long was waited at most",
            schema = @Schema(type = SchemaType.STRING))
      },
      content = @Content(schema = @Schema(implementation = JobDto.class)))
  @APIResponse(
      responseCode = "202",
      description = "Accepted; ask for the job later",
      headers = {
        @Header(
            name = "Location",
            description = "The job",
            schema = @Schema(type = SchemaType.STRING)),
        @Header(
            name = "Retry-After",
            description = "Seconds until it is worth asking",
            schema = @Schema(type = SchemaType.STRING))
      },
      content = @Content(schema = @Schema(implementation = JobDto.class)))
  public Response submit(InputStream body) {
    Caller caller = callerWith(Permission.SUBMIT);
    JobRequestReader.Addressed wanted = JobRequestReader.ofBody(body);
    String slot = slots.token(wanted.documentUrl());
    Optional<Duration> wait = preferredWait();
    JobId job = jobs.admit(caller, wanted.request());
    return submitted(jobs.receiveFromSlot(caller, job, slot, wait), wait);
  }

  @POST
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Operation(hidden = true)
  public Response submitForm(InputStream body) {
    Caller caller = callerWith(Permission.SUBMIT);
    limits.checkForm(headers.getHeaderString(HttpHeaders.CONTENT_LENGTH));
    FormParts form = FormParts.of(body, headers.getHeaderString(HttpHeaders.CONTENT_TYPE));
    JobRequest wanted = JobRequestReader.ofForm(requestPart(form));
    Optional<Duration> wait = preferredWait();
    JobId job = jobs.admit(caller, wanted);
    return submitted(jobs.receive(caller, job, documentPart(form, caller, job), wait), wait);
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getJob", summary = "A job and, when it is done, its result")
  @Parameter(name = "id", example = ID)
  @APIResponse(
      responseCode = "200",
      description = "The job",
      headers =
          @Header(
              name = "Retry-After",
              description = "Seconds until it is worth asking again; only while it runs",
              schema = @Schema(type = SchemaType.STRING)),
      content = @Content(schema = @Schema(implementation = JobDto.class)))
  public Response get(@PathParam("id") String id) {
    JobView job = jobs.get(current.get(), jobId(id));
    if (job.state() == JobState.DELETED) {
      return gone(job);
    }
    Response.ResponseBuilder answer = with(Response.ok(), job);
    return (job.state().isFinal() ? answer : answer.header(HttpHeaders.RETRY_AFTER, POLL_SECONDS))
        .build();
  }

  /** Says how the job stands and is no delivery: a GET whose answer is thrown away would be one. */
  @HEAD
  @Path("/{id}")
  @Operation(hidden = true)
  public Response head(@PathParam("id") String id) {
    JobView job = jobs.status(current.get(), jobId(id));
    if (job.state() == JobState.DELETED) {
      return gone(job);
    }
    Response.ResponseBuilder answer = Response.ok().type(MediaType.APPLICATION_JSON);
    return (job.state().isFinal() ? answer : answer.header(HttpHeaders.RETRY_AFTER, POLL_SECONDS))
        .build();
  }

  /** The answer with a job; what its delivery sets in motion waits until it was written. */
  private Response.ResponseBuilder with(Response.ResponseBuilder answer, JobView job) {
    JobDto dto = JobDtos.of(job);
    if (!job.awaitsDelivery()) {
      return answer.entity(dto);
    }
    byte[] text = json.getContext(JobDto.class).toJson(dto).getBytes(StandardCharsets.UTF_8);
    return answer
        .entity(new ResultDelivery(jobs, current.get(), job.id(), text))
        .type(MediaType.APPLICATION_JSON_TYPE)
        .header(HttpHeaders.CONTENT_LENGTH, text.length);
  }

  @DELETE
  @Path("/{id}")
  @Operation(operationId = "deleteJob", summary = "Delete input, derivatives and result now")
  @Parameter(name = "id", example = ID)
  @APIResponse(
      responseCode = "200",
      description = "The job as it is after; deleting again is no error",
      headers =
          @Header(
              name = HttpHeaders.LINK,
              description = "Certificates of its deletions (RFC 8288, describedby)",
              schema = @Schema(type = SchemaType.STRING)),
      content = @Content(schema = @Schema(implementation = JobDto.class)))
  public Response delete(@PathParam("id") String id) {
    JobView job = jobs.delete(current.get(), jobId(id));
    Response.ResponseBuilder answer = Response.ok(JobDtos.of(job));
    certificates(job).forEach(link -> answer.header(HttpHeaders.LINK, link));
    return answer.build();
  }

  @POST
  @Path("/{id}/reveals")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(operationId = "revealFields", summary = "Unmasked values, each recorded")
  @Parameter(name = "id", example = ID)
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = Requests.Reveal.class)))
  @APIResponse(
      responseCode = "200",
      description = "The values",
      content = @Content(schema = @Schema(implementation = RevealDto.class)))
  public RevealDto reveal(@PathParam("id") String id, InputStream body) {
    Caller caller = callerWith(Permission.REVEAL);
    JobId job = jobId(id);
    RevealRequestReader.Reveal wanted = RevealRequestReader.read(body);
    return RevealDto.of(job, jobs.reveal(caller, job, wanted.fields(), wanted.reason()));
  }

  /**
   * What was deleted is gone, but when each part of it went is told; {@link GoneJobLinks} adds
   * where the proof is.
   */
  private Response gone(JobView job) {
    return ProblemResponses.extended(
            Problem.of(ProblemCode.JOB_GONE),
            "retention",
            json.getContext(JobDto.RetentionDto.class).toJson(JobDtos.of(job).retention()))
        .build();
  }

  /** Links (RFC 8288) to what describes the deletions of a job. */
  private List<String> certificates(JobView job) {
    return job.retention().artefacts().stream()
        .flatMap(deadline -> deadline.certificate().stream())
        .distinct()
        .map(id -> CertificateLink.of(publicUrl, id))
        .toList();
  }

  private static InputStream requestPart(FormParts form) {
    FormParts.Part first = form.next().orElseThrow(() -> malformed("part-request-required"));
    return switch (first.name()) {
      case "request" -> first.content();
      case "document" -> throw new LetheException(ProblemCode.REQUEST_PART_FIRST);
      default -> throw partUnknown();
    };
  }

  /** The document comes second; a job that was admitted for anything else is given up. */
  private InputStream documentPart(FormParts form, Caller caller, JobId job) {
    try {
      FormParts.Part second =
          form.next().orElseThrow(() -> new LetheException(ProblemCode.DOCUMENT_MISSING));
      if (!second.name().equals("document")) {
        throw partUnknown();
      }
      return new DocumentPart(second.content(), form);
    } catch (LetheException noDocument) {
      jobs.abandon(caller, job);
      throw noDocument;
    }
  }

  private Response submitted(JobView job, Optional<Duration> wait) {
    URI location = URI.create(publicUrl.of("/v1/ocr/jobs/" + job.id().value()));
    if (!job.state().isFinal()) {
      return Response.accepted(JobDtos.of(job))
          .location(location)
          .header(HttpHeaders.RETRY_AFTER, POLL_SECONDS)
          .build();
    }
    Response.ResponseBuilder answer = finished(job).location(location);
    wait.ifPresent(time -> answer.header(PREFERENCE_APPLIED, "wait=" + time.toSeconds()));
    return answer.build();
  }

  /** Whoever waited learns of a failure by the status, as from any other request. */
  private Response.ResponseBuilder finished(JobView job) {
    if (job.state() == JobState.FAILED || job.state() == JobState.WITHDRAWN) {
      return ProblemResponses.builder(
          Problem.of(job.problem().orElse(ProblemCode.PROCESSING_FAILED)));
    }
    return with(Response.status(Response.Status.CREATED), job);
  }

  private Caller callerWith(Permission permission) {
    Caller caller = current.get();
    policy.current().of(caller.tenant()).require(caller, permission);
    return caller;
  }

  private Optional<Duration> preferredWait() {
    return Preference.wait(
        headers.getRequestHeader(PREFER),
        policy.current().of(current.get().tenant()).intake().maxWait());
  }

  static JobId jobId(String id) {
    try {
      return new JobId(id);
    } catch (IllegalArgumentException malformed) {
      throw new LetheException(ProblemCode.NOT_FOUND);
    }
  }

  private static LetheException malformed(String reason) {
    return new LetheException(ProblemCode.REQUEST_MALFORMED, List.of(new Detail("", reason)));
  }

  private static LetheException partUnknown() {
    return new LetheException(
        ProblemCode.PROPERTY_UNKNOWN, List.of(new Detail("", "part-unknown")));
  }
}
