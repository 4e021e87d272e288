package dev.lethe.api.policies;

import dev.lethe.api.security.CurrentCaller;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.FieldName;
import dev.lethe.policy.model.PolicyBundle;
import dev.lethe.policy.model.PolicyBundle.PurposeRule;
import dev.lethe.policy.model.Purpose;
import dev.lethe.policy.service.PolicyService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What documents may be processed for, for the caller's tenant. */
@Path("/purposes")
@Tag(name = "policy")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class PurposesResource {

  @Inject PolicyService policy;
  @Inject CurrentCaller current;

  @GET
  @Operation(operationId = "listPurposes", summary = "What documents may be processed for")
  @APIResponse(
      responseCode = "200",
      description = "The purposes",
      content = @Content(schema = @Schema(implementation = PurposesDto.class)))
  public PurposesDto list() {
    PolicyBundle bundle = policy.current().of(current.get().tenant());
    List<PurposeDto> purposes = new ArrayList<>();
    bundle.purposes().entrySet().stream()
        .sorted(Comparator.comparing(entry -> entry.getKey().name()))
        .forEach(entry -> purposes.add(purpose(bundle, entry.getKey(), entry.getValue())));
    return new PurposesDto(bundle.version().version(), purposes);
  }

  private static PurposeDto purpose(PolicyBundle bundle, Purpose purpose, PurposeRule rule) {
    Map<String, List<String>> bases = new TreeMap<>();
    for (String basis : rule.legalBases()) {
      Set<PolicyBundle.Requirement> required =
          Optional.ofNullable(bundle.legalBases().get(basis))
              .map(PolicyBundle.LegalBasisRule::requires)
              .orElse(Set.of());
      bases.put(basis, names(required, one -> one.name().toLowerCase(Locale.ROOT)));
    }
    return new PurposeDto(
        purpose.name(),
        rule.description(),
        names(rule.documentClasses(), DocumentClass::name),
        names(rule.fields(), FieldName::value),
        bases,
        names(rule.recipients(), role -> role.claim()),
        rule.manualReview(),
        rule.fullText(),
        rule.reveal(),
        rule.consentLife().toDays(),
        names(rule.consentNames(), one -> one.name().toLowerCase(Locale.ROOT)));
  }

  private static <T> List<String> names(Collection<T> things, Function<T, String> name) {
    return things.stream().map(name).sorted().toList();
  }

  /** All purposes. */
  @JsonbPropertyOrder({"policyVersion", "purposes"})
  @Schema(name = "Purposes", description = "What documents may be processed for")
  public record PurposesDto(
      @JsonbProperty("policy_version") String policyVersion, List<PurposeDto> purposes) {}

  /** One purpose. */
  @JsonbPropertyOrder({
    "name",
    "description",
    "documentClasses",
    "fields",
    "legalBases",
    "recipients",
    "manualReview",
    "fullText",
    "reveal",
    "consentDays",
    "consentNames"
  })
  @Schema(name = "Purpose", description = "What a purpose allows and demands")
  public record PurposeDto(
      String name,
      String description,
      @JsonbProperty("document_classes") List<String> documentClasses,
      List<String> fields,
      @JsonbProperty("legal_bases")
          @Schema(description = "By its name, what a request must hold that names the basis")
          Map<String, List<String>> legalBases,
      @Schema(description = "Roles that see the masked result") List<String> recipients,
      @JsonbProperty("manual_review") boolean manualReview,
      @JsonbProperty("full_text") boolean fullText,
      boolean reveal,
      @JsonbProperty("consent_days") long consentDays,
      @JsonbProperty("consent_names")
          @Schema(description = "What the consent of a job must name: notice, document_classes")
          List<String> consentNames) {}
}
