package dev.lethe.api.policies;

import dev.lethe.policy.model.PolicyDocument;
import dev.lethe.policy.model.PolicyRule;
import dev.lethe.tenancy.model.TenantId;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A bundle, rule by rule, as far as it concerns the caller's tenant. */
@JsonbPropertyOrder({"id", "version", "sha256", "inForce", "rules"})
@Schema(name = "Policy", description = "A policy bundle, rule by rule")
public record PolicyDto(
    String id,
    String version,
    String sha256,
    @JsonbProperty("in_force") boolean inForce,
    @Schema(description = "Value by rule; a rule that counts by being there has the value -")
        Map<String, String> rules) {

  static PolicyDto of(PolicyDocument document, boolean inForce, TenantId tenant) {
    Map<String, String> rules = new TreeMap<>();
    String own = "overlays." + tenant.value() + ".";
    for (PolicyRule rule : document.rules()) {
      if (!rule.path().startsWith("overlays.") || rule.path().startsWith(own)) {
        rules.put(rule.path(), rule.value());
      }
    }
    var version = document.bundle().version();
    return new PolicyDto(version.id(), version.version(), version.sha256(), inForce, rules);
  }
}
