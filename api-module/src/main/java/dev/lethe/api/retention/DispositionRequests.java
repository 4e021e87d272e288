package dev.lethe.api.retention;

import dev.lethe.api.json.RequestErrors;
import dev.lethe.api.json.RequestObject;
import dev.lethe.api.openapi.Patterns;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.retention.model.DispositionReason;
import dev.lethe.retention.model.DispositionStep.Action;
import dev.lethe.retention.service.DispositionService.Wish;
import dev.lethe.tenancy.model.ActorId;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Reads what reviewers decide. */
final class DispositionRequests {

  private static final Set<String> MEMBERS =
      Set.of("decision", "reason", "days", "label", "reviewer");
  private static final int MOST_DAYS = 3650;

  private DispositionRequests() {}

  /** The form of a decision, for the description only: it is read strictly. */
  @Schema(
      name = "DispositionDecisionRequest",
      description = "A decision, with its reason as a code and with what its kind needs",
      requiredProperties = {"decision", "reason"})
  record Decision(
      @Schema(
              enumeration = {"approve", "extend", "relabel", "reassign"},
              examples = "approve")
          String decision,
      @Schema(
              description =
                  "approve: time_over, kept_elsewhere; extend: matter_open, claim_expected, audit,"
                      + " statutory_duty; relabel: wrong_class, statutory_duty; reassign: absence,"
                      + " conflict_of_interest, expertise",
              enumeration = {
                "time_over",
                "kept_elsewhere",
                "matter_open",
                "claim_expected",
                "audit",
                "statutory_duty",
                "wrong_class",
                "absence",
                "conflict_of_interest",
                "expertise"
              },
              examples = "time_over")
          String reason,
      @Schema(description = "For extend: by how many days", minimum = "1", maximum = "3650")
          int days,
      @Schema(
              description = "For relabel: the document class that it is of",
              pattern = Patterns.NAME)
          String label,
      @Schema(
              description = "For reassign: the account that decides, as the token's subject has it",
              pattern = "^[A-Za-z0-9._:-]{1,100}$")
          String reviewer) {}

  static Wish read(InputStream body) {
    RequestErrors errors = new RequestErrors();
    RequestObject root = RequestObject.read(body, errors, MEMBERS);
    root.require("decision", "reason");
    Optional<Action> action = root.text("decision", Action::ofApiName);
    Optional<DispositionReason> reason = root.text("reason", DispositionReason::ofApiName);
    OptionalInt days = root.whole("days", 1, MOST_DAYS);
    Optional<DocumentClass> label = root.text("label", DocumentClass::new);
    Optional<ActorId> reviewer = root.text("reviewer", ActorId::new);
    errors.throwIfAny();
    return new Wish(
        action.orElseThrow(),
        reason.orElseThrow(),
        days.isPresent() ? Optional.of(Duration.ofDays(days.getAsInt())) : Optional.empty(),
        label,
        reviewer);
  }
}
