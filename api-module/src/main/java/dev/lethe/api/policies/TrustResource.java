package dev.lethe.api.policies;

import dev.lethe.api.security.CurrentCaller;
import dev.lethe.keys.model.TenantKeys;
import dev.lethe.policy.model.Cell;
import dev.lethe.policy.model.DataFlow;
import dev.lethe.policy.model.Egress;
import dev.lethe.policy.model.KeyPlaces;
import dev.lethe.policy.model.PolicyBundle;
import dev.lethe.policy.model.PolicyStatus;
import dev.lethe.policy.model.ResidencyRegion;
import dev.lethe.policy.model.TrustZone;
import dev.lethe.policy.service.PolicyGuard;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.tenancy.model.TenantId;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What this installation is and does with documents, told from its running configuration. */
@Path("/trust")
@Tag(name = "policy")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class TrustResource {

  @Inject PolicyService policy;
  @Inject PolicyGuard guard;
  @Inject Cell cell;
  @Inject KeyPlaces places;
  @Inject TenantKeys keys;
  @Inject Egress egress;
  @Inject CurrentCaller current;

  @GET
  @Operation(
      operationId = "getTrust",
      summary = "Where documents go, who sees what, and for how long")
  @APIResponse(
      responseCode = "200",
      description = "Told from the running configuration",
      content = @Content(schema = @Schema(implementation = TrustDto.class)))
  public TrustDto get() {
    PolicyBundle bundle = policy.current().of(current.get().tenant());
    PolicyStatus status = guard.status();
    return new TrustDto(
        status.running().version(),
        status.running().sha256(),
        status.isApproved(),
        cell.region().name(),
        zones(bundle, cell.withKeysAt(places.of(current.get().tenant()))),
        key(current.get().tenant()),
        egress.connections().stream()
            .map(to -> new EgressDto(to.name(), to.target(), to.carries()))
            .toList(),
        DataFlow.of(bundle, cell).stream().map(TrustResource::part).toList());
  }

  private KeyDto key(TenantId tenant) {
    return new KeyDto(keys.provider(tenant).word(), keys.revokedAt(tenant).isPresent());
  }

  private static List<ZoneDto> zones(PolicyBundle bundle, Cell cell) {
    return bundle.trustZones().entrySet().stream()
        .sorted(Comparator.comparingInt(entry -> entry.getValue().level()))
        .map(entry -> zone(cell, entry.getKey(), entry.getValue()))
        .toList();
  }

  private static ZoneDto zone(Cell cell, TrustZone zone, PolicyBundle.TrustZoneRule rule) {
    boolean here =
        cell.zones().contains(zone)
            && cell.keyProviders().contains(rule.keyProvider())
            && rule.regions().contains(cell.region());
    return new ZoneDto(
        zone.name(),
        here,
        word(rule.isolation()),
        rule.keyProvider(),
        rule.regions().stream().map(ResidencyRegion::name).sorted().toList(),
        word(rule.coverFrom()));
  }

  private static PartDto part(DataFlow.Part part) {
    return new PartDto(
        part.name(),
        word(part.source()),
        word(part.fields()),
        part.metadata(),
        part.longest().toSeconds());
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** All of it. */
  @JsonbPropertyOrder({
    "policyVersion",
    "policySha256",
    "policyApproved",
    "region",
    "zones",
    "tenantKey",
    "egress",
    "dataFlow"
  })
  @Schema(name = "Trust", description = "What this installation does with documents")
  public record TrustDto(
      @JsonbProperty("policy_version") String policyVersion,
      @JsonbProperty("policy_sha256") String policySha256,
      @JsonbProperty("policy_approved") boolean policyApproved,
      String region,
      List<ZoneDto> zones,
      @JsonbProperty("tenant_key") KeyDto tenantKey,
      @Schema(description = "Every connection that the server opens by itself")
          List<EgressDto> egress,
      @JsonbProperty("data_flow") List<PartDto> dataFlow) {}

  /** How documents of a zone are handled. */
  @JsonbPropertyOrder({"name", "servedHere", "isolation", "keyProvider", "regions", "coverFrom"})
  @Schema(name = "TrustZone", description = "How documents of a zone are handled")
  public record ZoneDto(
      String name,
      @JsonbProperty("served_here") boolean servedHere,
      String isolation,
      @JsonbProperty("key_provider") String keyProvider,
      List<String> regions,
      @JsonbProperty("cover_from") String coverFrom) {}

  /** Who has the caller's key. */
  @JsonbPropertyOrder({"provider", "revoked"})
  @Schema(name = "TrustKey", description = "Who has the key that all of the tenant is sealed under")
  public record KeyDto(
      @Schema(
              description = "What kind of provider",
              enumeration = {"local", "pkcs11", "transit"})
          String provider,
      boolean revoked) {}

  /** A connection. */
  @JsonbPropertyOrder({"name", "target", "carries"})
  @Schema(name = "Egress", description = "A connection that the server opens by itself")
  public record EgressDto(String name, String target, String carries) {}

  /** What a part of the system sees. */
  @JsonbPropertyOrder({"part", "source", "fields", "metadata", "longestSeconds"})
  @Schema(
      name = "DataFlowPart",
      description =
          "What a part of the system sees of a document, and how long it keeps it at most")
  public record PartDto(
      String part,
      @Schema(examples = "sealed") String source,
      @Schema(examples = "masked") String fields,
      boolean metadata,
      @JsonbProperty("longest_seconds") long longestSeconds) {}
}
