package dev.lethe.api.keys;

import dev.lethe.keys.model.TenantKeys;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a tenant's root key is; never by what name its provider knows it. */
@JsonbPropertyOrder({"state", "provider", "revokedAt", "moving", "versions"})
@Schema(
    name = "TenantKey",
    description = "How the tenant's root key is; never by what name its provider knows it")
public record TenantKeyDto(
    @Schema(
            description =
                "Whether it is in use, some of what it wraps is being wrapped anew, or nobody may use it",
            enumeration = {"active", "rotating", "revoked"})
        String state,
    @Schema(
            description = "What kind of provider has it",
            enumeration = {"local", "pkcs11", "transit"})
        String provider,
    @JsonbProperty(value = "revoked_at", nillable = true)
        @Schema(
            type = SchemaType.STRING,
            format = "date-time",
            implementation = String.class,
            nullable = true)
        @Nullable Instant revokedAt,
    @Schema(description = "Whether it is about to move to the provider that the settings name")
        boolean moving,
    @Schema(description = "Versions that are not destroyed, oldest first; the last one wraps")
        List<VersionDto> versions) {

  /** A version. */
  @JsonbPropertyOrder({"version", "provider", "createdAt", "wraps"})
  @Schema(name = "TenantKeyVersion", description = "A version of the root key")
  public record VersionDto(
      int version,
      @Schema(enumeration = {"local", "pkcs11", "transit"}) String provider,
      @JsonbProperty("created_at")
          @Schema(type = SchemaType.STRING, format = "date-time", implementation = String.class)
          Instant createdAt,
      @Schema(description = "How many keys it still wraps") long wraps) {}

  static TenantKeyDto of(TenantKeys.Status status) {
    return new TenantKeyDto(
        status.state(),
        status.provider().word(),
        status.revokedAt().orElse(null),
        status.moving(),
        status.versions().stream()
            .map(
                version ->
                    new VersionDto(
                        version.version(),
                        version.provider().word(),
                        version.createdAt(),
                        version.wraps()))
            .toList());
  }
}
