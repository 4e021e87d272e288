package dev.lethe.api.defaults;

import dev.lethe.api.defaults.DefaultsDto.FieldDto;
import dev.lethe.api.defaults.DefaultsDto.IntakeDto;
import dev.lethe.api.defaults.DefaultsDto.PolicyDto;
import dev.lethe.api.defaults.DefaultsDto.PurposeDto;
import dev.lethe.api.defaults.DefaultsDto.RetentionDto;
import dev.lethe.api.defaults.DefaultsDto.UnaskedDto;
import dev.lethe.api.security.CurrentCaller;
import dev.lethe.keys.model.ShredEpochs;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.FieldName;
import dev.lethe.policy.model.PolicyBundle;
import dev.lethe.policy.model.Purpose;
import dev.lethe.policy.model.ResidencyRegion;
import dev.lethe.policy.model.Sensitivity;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.worker.FieldType;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What is decided when a request leaves it open, and what a request may ask for. */
@Path("/defaults")
@Tag(name = "policy")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class DefaultsResource {

  @Inject PolicyService policy;
  @Inject CurrentCaller current;

  @GET
  @Operation(operationId = "getDefaults", summary = "What is allowed and what happens by default")
  @APIResponse(
      responseCode = "200",
      description = "The policy in force",
      content = @Content(schema = @Schema(implementation = DefaultsDto.class)))
  public DefaultsDto get() {
    PolicyBundle bundle = policy.current().of(current.get().tenant());
    return new DefaultsDto(
        new PolicyDto(bundle.version().id(), bundle.version().version(), bundle.version().sha256()),
        unasked(bundle),
        intake(bundle.intake()),
        retention(bundle.retention()),
        names(bundle.regions(), ResidencyRegion::name),
        bundle.defaultRegion().name(),
        sorted(bundle.purposes(), Purpose::name, DefaultsResource::purpose),
        sorted(
            bundle.documentClasses(),
            DocumentClass::name,
            rule -> names(rule.fields(), FieldName::value)),
        sorted(bundle.fields(), FieldName::value, DefaultsResource::field));
  }

  /** Told from the rules, so that a bundle which opens more says so. */
  private static UnaskedDto unasked(PolicyBundle bundle) {
    return new UnaskedDto(
        bundle.fields().values().stream()
            .filter(rule -> rule.sensitivity().compareTo(Sensitivity.PERSONAL) >= 0)
            .noneMatch(rule -> rule.mask() == PolicyBundle.Mask.NONE),
        false,
        bundle.purposes().values().stream()
            .filter(rule -> !rule.fullText())
            .flatMap(rule -> rule.fields().stream())
            .map(bundle.fields()::get)
            .anyMatch(rule -> rule != null && rule.type() == FieldType.FULL_TEXT),
        false,
        bundle.retention().containsKey(ArtefactClass.AUDIT),
        !bundle.regions().isEmpty(),
        seconds(bundle, ArtefactClass.SOURCE),
        seconds(bundle, ArtefactClass.FIELDS));
  }

  private static long seconds(PolicyBundle bundle, ArtefactClass artefact) {
    PolicyBundle.RetentionRule rule = bundle.retention().get(artefact);
    return rule == null ? 0 : rule.standard().toSeconds();
  }

  private static IntakeDto intake(PolicyBundle.IntakeLimits limits) {
    return new IntakeDto(
        limits.maxBytes(),
        limits.maxPages(),
        limits.maxPixelsPerPage(),
        limits.maxProcessing().toSeconds(),
        limits.slotLife().toSeconds(),
        limits.maxWait().toSeconds());
  }

  private static Map<String, RetentionDto> retention(
      Map<ArtefactClass, PolicyBundle.RetentionRule> rules) {
    Map<String, RetentionDto> result = new TreeMap<>();
    rules.forEach((artefact, rule) -> result.put(artefact.apiName(), retention(artefact, rule)));
    return result;
  }

  private static RetentionDto retention(ArtefactClass artefact, PolicyBundle.RetentionRule rule) {
    return new RetentionDto(
        rule.standard().toSeconds(),
        rule.floor().toSeconds(),
        rule.cap().toSeconds(),
        artefact == ArtefactClass.AUDIT
            ? 0
            : rule.cap().toSeconds() + ShredEpochs.AFTER_DEADLINE_SECONDS);
  }

  private static PurposeDto purpose(PolicyBundle.PurposeRule rule) {
    return new PurposeDto(
        names(rule.documentClasses(), DocumentClass::name),
        names(rule.fields(), FieldName::value),
        names(rule.legalBases(), basis -> basis),
        rule.manualReview(),
        rule.fullText(),
        rule.reveal());
  }

  private static FieldDto field(PolicyBundle.FieldRule rule) {
    return new FieldDto(lower(rule.type()), lower(rule.sensitivity()), lower(rule.mask()));
  }

  private static <K, V, D> Map<String, D> sorted(
      Map<K, V> rules, Function<K, String> name, Function<V, D> form) {
    Map<String, D> result = new TreeMap<>();
    rules.forEach((key, value) -> result.put(name.apply(key), form.apply(value)));
    return result;
  }

  private static <T> List<String> names(Collection<T> things, Function<T, String> name) {
    return things.stream().map(name).sorted().toList();
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
