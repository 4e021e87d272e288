package dev.lethe.api.consents;

import dev.lethe.api.PublicUrl;
import dev.lethe.api.json.RequestErrors;
import dev.lethe.api.json.RequestObject;
import dev.lethe.api.security.CurrentCaller;
import dev.lethe.consent.model.DataSubject;
import dev.lethe.jobs.service.SubjectService;
import dev.lethe.policy.model.Permission;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.tenancy.model.Caller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.time.Clock;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Data subjects, by the caller's name for them, which comes in bodies and never in an address. */
@Path("/subjects")
@Tag(name = "consents")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class SubjectsResource {

  @Inject SubjectService subjects;
  @Inject CurrentCaller current;
  @Inject PolicyService policy;
  @Inject PublicUrl publicUrl;
  @Inject Clock clock;

  @POST
  @Path("/lookup")
  @Operation(
      operationId = "lookUpSubject",
      summary = "What is kept about a data subject",
      description = "In codes, dates and counts; nothing of any document is opened.")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = ConsentRequests.Subject.class)))
  @APIResponse(
      responseCode = "200",
      description = "What is kept; empty lists for somebody nothing is known of",
      content = @Content(schema = @Schema(implementation = SubjectDto.class)))
  public SubjectDto lookUp(InputStream body) {
    Caller caller = current.get();
    require(caller, Permission.LOOK_UP_SUBJECT);
    return SubjectDto.of(
        subjects.lookUp(caller, subject(body)),
        id -> publicUrl.of("/v1/consents/" + id + "/receipt"),
        clock.instant());
  }

  @POST
  @Path("/erasures")
  @Operation(
      operationId = "eraseSubject",
      summary = "Erase what is kept about a data subject",
      description =
          "Ends their consents, deletes what was kept under them with receipts, and cuts the ledger"
              + " off from the person if nothing else is kept.")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = ConsentRequests.Subject.class)))
  @APIResponse(
      responseCode = "200",
      description = "What was erased, and what is kept and why",
      content = @Content(schema = @Schema(implementation = ErasureDto.class)))
  public ErasureDto erase(InputStream body) {
    Caller caller = current.get();
    require(caller, Permission.ERASE_SUBJECT);
    return ErasureDto.of(subjects.erase(caller, subject(body)));
  }

  /** Before anything of the body is read. */
  private void require(Caller caller, Permission permission) {
    policy.current().of(caller.tenant()).require(caller, permission);
  }

  private static DataSubject subject(InputStream body) {
    RequestErrors errors = new RequestErrors();
    RequestObject root = RequestObject.read(body, errors, Set.of("subject_ref"));
    root.require("subject_ref");
    var reference = root.text("subject_ref", DataSubject::named);
    errors.throwIfAny();
    return reference.orElseThrow();
  }
}
