package dev.lethe.api.policies;

import dev.lethe.policy.model.PolicyChange;
import dev.lethe.policy.model.PolicyProposal;
import dev.lethe.policy.service.PolicyChanges.Proposed;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A change of the policy. */
@JsonbPropertyOrder({"change", "rules"})
@Schema(name = "PolicyChange", description = "A change of the policy and the rules that it changes")
public record PolicyChangeDto(ChangeDto change, List<RuleDto> rules) {

  /** What it is and what became of it. */
  @JsonbPropertyOrder({
    "id",
    "sha256",
    "policyId",
    "version",
    "kind",
    "state",
    "proposedBy",
    "proposedAt",
    "decidedBy",
    "decidedAt",
    "effectiveAt",
    "revision"
  })
  @Schema(name = "PolicyChangeState", description = "What is changed, by whom, from when")
  public record ChangeDto(
      String id,
      String sha256,
      @JsonbProperty("policy_id") String policyId,
      String version,
      String kind,
      String state,
      @JsonbProperty("proposed_by") String proposedBy,
      @JsonbProperty("proposed_at") Instant proposedAt,
      @JsonbProperty(value = "decided_by", nillable = true) @Schema(nullable = true)
          @Nullable String decidedBy,
      @JsonbProperty(value = "decided_at", nillable = true) @Schema(nullable = true)
          @Nullable Instant decidedAt,
      @JsonbProperty(value = "effective_at", nillable = true) @Schema(nullable = true)
          @Nullable Instant effectiveAt,
      int revision) {

    static ChangeDto of(PolicyProposal proposal) {
      return new ChangeDto(
          proposal.id(),
          proposal.sha256(),
          proposal.bundleId(),
          proposal.version(),
          word(proposal.kind()),
          word(proposal.state()),
          proposal.proposedBy(),
          proposal.proposedAt(),
          proposal.decidedBy().orElse(null),
          proposal.decidedAt().orElse(null),
          proposal.effectiveAt().orElse(null),
          proposal.revision());
    }
  }

  /** A rule that is another. */
  @JsonbPropertyOrder({"rule", "before", "after", "verdict"})
  @Schema(name = "PolicyRuleChange", description = "A rule that is another than the one in force")
  public record RuleDto(
      String rule,
      @Schema(nullable = true) @Nullable String before,
      @Schema(nullable = true) @Nullable String after,
      @Schema(examples = "stronger") String verdict) {

    static RuleDto of(PolicyChange change) {
      return new RuleDto(
          change.path(),
          change.before().orElse(null),
          change.after().orElse(null),
          word(change.verdict()));
    }
  }

  /** All changes. */
  @Schema(name = "PolicyChanges", description = "All changes of the policy, newest first")
  public record ListDto(List<ChangeDto> changes) {}

  static PolicyChangeDto of(Proposed proposed) {
    return new PolicyChangeDto(
        ChangeDto.of(proposed.proposal()), proposed.diff().stream().map(RuleDto::of).toList());
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
