package dev.lethe.api.jobs;

import dev.lethe.api.openapi.Patterns;
import dev.lethe.audit.model.AuditEntry;
import dev.lethe.jobs.model.JobEvidence;
import dev.lethe.jobs.model.JobEvidence.Stage;
import dev.lethe.jobs.model.JobEvidence.Touch;
import dev.lethe.policy.model.ArtefactClass;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a job was dealt with. */
@JsonbPropertyOrder({"job", "state", "stages", "chain", "touches", "touchesLeftOut"})
@Schema(name = "Evidence", description = "How a job was dealt with, without anything that was read")
public record EvidenceDto(
    @Schema(pattern = Patterns.JOB, examples = "job_0123456789abcdef0123456789abcdef") String job,
    @Schema(examples = "done") String state,
    @Schema(description = "The nine stages, in their order") List<StageDto> stages,
    ChainDto chain,
    @Schema(description = "The first 1000, in the order of time") List<TouchDto> touches,
    @JsonbProperty("touches_left_out")
        @Schema(description = "How many more there are", minimum = "0")
        long touchesLeftOut) {

  /** A stage and the entry that proves it. */
  @JsonbPropertyOrder({"number", "name", "standing", "entry"})
  @Schema(name = "Stage", description = "A stage of a job's life")
  public record StageDto(
      @Schema(minimum = "1", maximum = "9") int number,
      @Schema(examples = "consent_verification") String name,
      @Schema(
              description =
                  "in_progress: a part of the content is deleted; not_reached: the job ended"
                      + " before this stage",
              enumeration = {"recorded", "in_progress", "pending", "not_reached"})
          String standing,
      @Schema(nullable = true, description = "The audit entry that proves it")
          @JsonbProperty(nillable = true)
          @Nullable EntryDto entry) {

    static StageDto of(Stage stage) {
      return new StageDto(
          stage.stage().number(),
          code(stage.stage()),
          code(stage.standing()),
          stage.record().map(EntryDto::of).orElse(null));
    }
  }

  /** An audit entry, with all that its leaf hash is made of. */
  @JsonbPropertyOrder({
    "tenant",
    "id",
    "time",
    "type",
    "job",
    "position",
    "actor",
    "outcome",
    "policyVersion",
    "policySha256",
    "facts",
    "previousLeafHash",
    "leafHash"
  })
  @Schema(
      name = "AuditEntry",
      description =
          "An audit entry. leaf_hash is the SHA-256 of the canonical JSON (RFC 8785) of all others"
              + " that are not null and of v = 1.")
  public record EntryDto(
      String tenant,
      String id,
      @Schema(type = SchemaType.STRING, format = "date-time", implementation = String.class)
          Instant time,
      @Schema(examples = "consent.verified") String type,
      String job,
      @Schema(description = "In the job's chain, from 1", minimum = "1") long position,
      @Schema(description = "Account, or system") String actor,
      @Schema(examples = "permitted") String outcome,
      @JsonbProperty("policy_version") String policyVersion,
      @JsonbProperty("policy_sha256") String policySha256,
      @Schema(description = "Codes, ids and numbers") Map<String, String> facts,
      @JsonbProperty(value = "previous_leaf_hash", nillable = true) @Schema(nullable = true)
          @Nullable String previousLeafHash,
      @JsonbProperty("leaf_hash") @Schema(pattern = Patterns.SHA256) String leafHash) {

    static EntryDto of(AuditEntry entry) {
      return new EntryDto(
          entry.tenant(),
          entry.id(),
          entry.time(),
          entry.type(),
          entry.job().orElse(""),
          entry.position().orElse(0L),
          entry.actor(),
          entry.outcome(),
          entry.policyVersion(),
          entry.policySha256(),
          new TreeMap<>(entry.facts()),
          entry.previousLeafHash().orElse(null),
          entry.leafHash());
    }
  }

  /** What became of computing the job's chain again. */
  @JsonbPropertyOrder({"entries", "intact", "head", "brokenAt"})
  @Schema(
      name = "Chain",
      description =
          "The job's audit entries, computed again for this answer: every hash, its link to the one"
              + " before, and the order of the stages")
  public record ChainDto(
      @Schema(minimum = "1") long entries,
      boolean intact,
      @Schema(description = "Hash of the last entry", pattern = Patterns.SHA256) String head,
      @JsonbProperty(value = "broken_at", nillable = true)
          @Schema(nullable = true, description = "Position of the first entry that does not fit")
          @Nullable Long brokenAt) {}

  /** Something or somebody handled the document, or something made of it. */
  @JsonbPropertyOrder({
    "at",
    "component",
    "actor",
    "person",
    "act",
    "artefacts",
    "why",
    "details",
    "position"
  })
  @Schema(name = "Touch", description = "Who handled the document, or something made of it")
  public record TouchDto(
      @Schema(type = SchemaType.STRING, format = "date-time", implementation = String.class)
          Instant at,
      @Schema(description = "Part of the system", examples = "worker") String component,
      @Schema(description = "Account for which it was done, or system") String actor,
      @Schema(description = "Whether an account decided to do it; a step of the job otherwise")
          boolean person,
      @Schema(examples = "revealed") String act,
      @Schema(description = "Classes of what was handled") List<String> artefacts,
      @Schema(
              description = "Purpose, reason code, or keyed hash of a written reason",
              examples = "invoice_processing")
          String why,
      @Schema(description = "Codes, ids and numbers, for instance the worker and its isolation")
          Map<String, String> details,
      @Schema(nullable = true, description = "Of the entry in the job's chain")
          @JsonbProperty(nillable = true)
          @Nullable Long position) {

    static TouchDto of(Touch touch) {
      return new TouchDto(
          touch.at(),
          touch.component(),
          touch.actor(),
          touch.person(),
          touch.act(),
          touch.artefacts().stream().sorted().map(ArtefactClass::apiName).toList(),
          touch.why(),
          new TreeMap<>(touch.details()),
          touch.position().orElse(null));
    }
  }

  static EvidenceDto of(JobEvidence evidence) {
    JobEvidence.Chain chain = evidence.chain();
    return new EvidenceDto(
        evidence.job().value(),
        code(evidence.state()),
        evidence.stages().stream().map(StageDto::of).toList(),
        new ChainDto(
            chain.entries(),
            chain.intact(),
            chain.head().orElse(""),
            chain.brokenAt().orElse(null)),
        evidence.touches().stream().map(TouchDto::of).toList(),
        evidence.touchesLeftOut());
  }

  private static String code(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
