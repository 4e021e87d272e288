package dev.lethe.api.consents;

import dev.lethe.consent.model.WithdrawalId;
import dev.lethe.jobs.model.SubjectErasure;
import dev.lethe.jobs.model.SubjectErasure.Kept;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What an erasure request did. */
@Schema(name = "SubjectErasure", description = "What an erasure request did")
@JsonbPropertyOrder({"withdrawal", "forgotten", "jobs"})
public record ErasureDto(
    @JsonbProperty(nillable = true)
        @Schema(description = "That ended the consents; null if there were none", nullable = true)
        @Nullable String withdrawal,
    @Schema(
            description =
                "Whether nothing leads from the data subject to the ledger any more; false while"
                    + " something is kept, or a legal hold names them")
        boolean forgotten,
    List<ErasedJobDto> jobs) {

  /** A job of the data subject. */
  @Schema(name = "ErasedJob", description = "A job of the data subject")
  @JsonbPropertyOrder({"id", "receipts", "kept"})
  public record ErasedJobDto(
      String id,
      @Schema(description = "Ids of deletion receipts") List<String> receipts,
      @JsonbProperty(nillable = true)
          @Schema(
              description =
                  "Why something is kept: basis, legal_hold or pending; null if nothing is",
              nullable = true)
          @Nullable String kept) {}

  static ErasureDto of(SubjectErasure erasure) {
    return new ErasureDto(
        erasure.withdrawal().map(WithdrawalId::value).orElse(null),
        erasure.forgotten(),
        erasure.jobs().stream()
            .map(
                job ->
                    new ErasedJobDto(
                        job.id().value(),
                        job.receipts(),
                        job.kept().map(Kept::apiName).orElse(null)))
            .toList());
  }
}
