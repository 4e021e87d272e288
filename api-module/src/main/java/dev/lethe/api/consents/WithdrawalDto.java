package dev.lethe.api.consents;

import dev.lethe.consent.model.Withdrawal;
import dev.lethe.consent.model.WithdrawalEffect;
import dev.lethe.consent.model.WithdrawalEffect.Kind;
import dev.lethe.policy.model.ArtefactClass;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A withdrawal with everything that came of it. */
@Schema(name = "Withdrawal", description = "A withdrawal or objection and all that came of it")
@JsonbPropertyOrder({
  "id",
  "state",
  "scope",
  "target",
  "receivedAt",
  "settledAt",
  "summary",
  "effects"
})
public record WithdrawalDto(
    @Schema(pattern = "^wdr_[0-9a-f]{32}$", examples = "wdr_0123456789abcdef0123456789abcdef")
        String id,
    @Schema(enumeration = {"in_progress", "completed"}) String state,
    @Schema(enumeration = {"consent", "job", "document", "subject"}) String scope,
    @Schema(description = "Id of the consent, job, upload slot or data subject") String target,
    @JsonbProperty("received_at")
        @Schema(type = SchemaType.STRING, format = "date-time", implementation = String.class)
        Instant receivedAt,
    @JsonbProperty(value = "settled_at", nillable = true)
        @Schema(
            description = "When all work had ended",
            type = SchemaType.STRING,
            format = "date-time",
            implementation = String.class,
            nullable = true)
        @Nullable Instant settledAt,
    SummaryDto summary,
    List<EffectDto> effects) {

  /** How many of what. */
  @Schema(name = "WithdrawalSummary", description = "How many of what")
  @JsonbPropertyOrder({
    "consentsEnded",
    "basesKept",
    "jobsFound",
    "jobsStopped",
    "deletionsDue",
    "artefactsHeld"
  })
  public record SummaryDto(
      @JsonbProperty("consents_ended") long consentsEnded,
      @JsonbProperty("bases_kept") long basesKept,
      @JsonbProperty("jobs_found") long jobsFound,
      @JsonbProperty("jobs_stopped") long jobsStopped,
      @JsonbProperty("deletions_due") long deletionsDue,
      @JsonbProperty("artefacts_held") long artefactsHeld) {

    static SummaryDto of(Withdrawal withdrawal) {
      return new SummaryDto(
          withdrawal.count(Kind.CONSENT_ENDED),
          withdrawal.count(Kind.BASIS_KEPT),
          withdrawal.count(Kind.JOB_FOUND),
          withdrawal.count(Kind.QUEUED_WORK_CANCELLED)
              + withdrawal.count(Kind.RUNNING_WORK_STOPPED)
              + withdrawal.count(Kind.WORK_REFUSED),
          withdrawal.pending(Kind.DELETION_DUE),
          withdrawal.count(Kind.HELD));
    }
  }

  /** One thing that was done or not done. */
  @Schema(name = "WithdrawalEffect", description = "One thing that was done, or was not")
  @JsonbPropertyOrder({
    "kind",
    "consent",
    "job",
    "artefact",
    "count",
    "state",
    "begunAt",
    "dueAt",
    "settledAt"
  })
  public record EffectDto(
      @Schema(
              enumeration = {
                "consent_ended",
                "basis_kept",
                "job_found",
                "queued_work_cancelled",
                "running_work_stopped",
                "work_refused",
                "result_sealed_off",
                "slot_closed",
                "forwards_dropped",
                "deletion_due",
                "held"
              })
          String kind,
      @JsonbProperty(nillable = true) @Schema(nullable = true) @Nullable String consent,
      @JsonbProperty(nillable = true) @Schema(nullable = true) @Nullable String job,
      @JsonbProperty(nillable = true) @Schema(nullable = true) @Nullable String artefact,
      @Schema(description = "Of how many", minimum = "1") int count,
      @Schema(enumeration = {"pending", "done", "kept"}) String state,
      @JsonbProperty("begun_at")
          @Schema(type = SchemaType.STRING, format = "date-time", implementation = String.class)
          Instant begunAt,
      @JsonbProperty(value = "due_at", nillable = true)
          @Schema(
              type = SchemaType.STRING,
              format = "date-time",
              implementation = String.class,
              nullable = true)
          @Nullable Instant dueAt,
      @JsonbProperty(value = "settled_at", nillable = true)
          @Schema(
              type = SchemaType.STRING,
              format = "date-time",
              implementation = String.class,
              nullable = true)
          @Nullable Instant settledAt) {

    static EffectDto of(WithdrawalEffect effect) {
      return new EffectDto(
          effect.kind().apiName(),
          effect.consent().orElse(null),
          effect.job().orElse(null),
          effect.artefact().map(ArtefactClass::apiName).orElse(null),
          effect.count().orElse(1),
          effect.state().apiName(),
          effect.begunAt(),
          effect.dueAt().orElse(null),
          effect.settledAt().orElse(null));
    }
  }

  static WithdrawalDto of(Withdrawal withdrawal) {
    return new WithdrawalDto(
        withdrawal.id().value(),
        withdrawal.isCompleted() ? "completed" : "in_progress",
        withdrawal.scope().apiName(),
        withdrawal.target(),
        withdrawal.receivedAt(),
        withdrawal.settledAt().orElse(null),
        SummaryDto.of(withdrawal),
        withdrawal.effects().stream().map(EffectDto::of).toList());
  }
}
