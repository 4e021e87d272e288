package dev.lethe.api.retention;

import dev.lethe.api.security.CurrentCaller;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.LetheException.Detail;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.retention.model.CertificateFilter;
import dev.lethe.retention.model.CertificateId;
import dev.lethe.retention.model.DeletionCertificate;
import dev.lethe.retention.service.CertificateService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Signed proofs of deletions, and the keys that verify them. */
@Path("/certificates")
@Tag(name = "retention")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class CertificatesResource {

  private static final Set<String> TRIGGERS =
      Set.of("deadline", "request", "failure", "withdrawal", "retrieval", "missing", "disposition");

  @Inject CertificateService certificates;
  @Inject CurrentCaller current;

  @GET
  @Operation(
      operationId = "listCertificates",
      summary = "Deletions and whether their receipts are signed, newest first")
  @APIResponse(
      responseCode = "200",
      description = "Deletions that fit all that is given",
      content = @Content(schema = @Schema(implementation = CertificateDto.ListDto.class)))
  public CertificateDto.ListDto list(
      @QueryParam("job") @Nullable String job,
      @Parameter(
              schema =
                  @Schema(
                      enumeration = {
                        "deadline",
                        "request",
                        "failure",
                        "withdrawal",
                        "retrieval",
                        "missing",
                        "disposition"
                      }))
          @QueryParam("trigger")
          @Nullable String trigger,
      @Parameter(description = "Deleted from then on", schema = @Schema(format = "date-time"))
          @QueryParam("from")
          @Nullable String from,
      @Parameter(description = "Deleted before then", schema = @Schema(format = "date-time"))
          @QueryParam("until")
          @Nullable String until,
      @QueryParam("offset") @Nullable String offset,
      @QueryParam("limit") @Nullable String limit) {
    return CertificateDto.ListDto.of(
        certificates.list(
            current.get(),
            new CertificateFilter(
                Optional.ofNullable(job),
                trigger(trigger),
                time(from, "/from"),
                time(until, "/until")),
            PageNumbers.offset(offset),
            PageNumbers.limit(limit)));
  }

  @GET
  @Path("/keys")
  @Operation(
      operationId = "getCertificateKeys",
      summary = "The public keys that certificates are verified by",
      description =
          "Needs no token: whoever is shown a certificate can verify it, also later and elsewhere."
              + " Keep the set with what it verifies.")
  @APIResponse(
      responseCode = "200",
      description = "A JSON Web Key Set (RFC 7517)",
      content = @Content(schema = @Schema(implementation = CertificateDto.JwkSetDto.class)))
  public CertificateDto.JwkSetDto keys() {
    return CertificateDto.JwkSetDto.of(certificates.keys());
  }

  @GET
  @Path("/{id}")
  @Operation(
      operationId = "getCertificate",
      summary = "The certificate of a deletion",
      description =
          "Holds ids, codes, counts and times; neither content nor a digest of it. Its id is in the"
              + " retention block of the job, and in the Link header where the job was.")
  @Parameter(name = "id", example = "cert_0123456789abcdef0123456789abcdef")
  @APIResponse(
      responseCode = "200",
      description = "The certificate",
      content = @Content(schema = @Schema(implementation = CertificateDto.class)))
  public CertificateDto get(@PathParam("id") String id) {
    DeletionCertificate certificate = certificates.get(current.get(), certificateId(id));
    return CertificateDto.of(
        certificate, statement(certificate), certificates.epochs(current.get(), certificate));
  }

  /** What is shown is read out of what is signed, so that the two cannot differ. */
  private static JsonObject statement(DeletionCertificate certificate) {
    byte[] payload = Base64.getUrlDecoder().decode(certificate.jws().split("\\.", -1)[1]);
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(payload))) {
      return reader.readObject();
    }
  }

  private static CertificateId certificateId(String id) {
    try {
      return new CertificateId(id);
    } catch (IllegalArgumentException malformed) {
      throw new LetheException(ProblemCode.NOT_FOUND);
    }
  }

  private static Optional<String> trigger(@Nullable String text) {
    if (text != null && !TRIGGERS.contains(text)) {
      throw malformed("/trigger");
    }
    return Optional.ofNullable(text);
  }

  private static Optional<Instant> time(@Nullable String text, String place) {
    try {
      return Optional.ofNullable(text).map(Instant::parse);
    } catch (DateTimeException e) {
      throw malformed(place);
    }
  }

  private static LetheException malformed(String place) {
    return new LetheException(
        ProblemCode.REQUEST_MALFORMED, List.of(new Detail(place, "malformed")));
  }
}
