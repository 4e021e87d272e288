package dev.lethe.api.retention;

import static java.util.Comparator.naturalOrder;

import dev.lethe.api.openapi.Patterns;
import dev.lethe.keys.model.ShredEpochs.Epoch;
import dev.lethe.keys.model.VerificationKey;
import dev.lethe.retention.model.CertificateLedger.Listed;
import dev.lethe.retention.model.DeletionCertificate;
import dev.lethe.retention.model.DeletionReceipt;
import jakarta.json.JsonObject;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The signed proof of a deletion. */
@JsonbPropertyOrder({"id", "job", "signer", "signedAt", "t2", "statement", "jws", "epochs"})
@Schema(name = "DeletionCertificate", description = "The signed proof of a deletion")
public record CertificateDto(
    @Schema(pattern = Patterns.CERTIFICATE) String id,
    @Schema(pattern = Patterns.JOB) String job,
    @Schema(description = "Id of the key that signed it: its JWK thumbprint (RFC 7638)")
        String signer,
    @JsonbProperty("signed_at")
        @Schema(type = SchemaType.STRING, format = "date-time", implementation = String.class)
        Instant signedAt,
    @JsonbProperty(nillable = true)
        @Schema(
            description =
                "When the keys that cover every copy were destroyed as well; null as long as one of"
                    + " the epochs has its key, and where no epoch wrapped what was deleted",
            type = SchemaType.STRING,
            format = "date-time",
            implementation = String.class,
            nullable = true)
        @Nullable Instant t2,
    @Schema(
            type = SchemaType.OBJECT,
            implementation = Object.class,
            description =
                "What is signed, to be read: the payload of jws, which alone is the proof. Terms"
                    + " of NIST SP 800-88r2")
        JsonObject statement,
    @Schema(
            description =
                "The statement with its signature: JWS compact serialization (RFC 7515), EdDSA over"
                    + " Ed25519 (RFC 8037), payload in canonical JSON (RFC 8785)",
            pattern = "^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$")
        String jws,
    @Schema(description = "The epochs that wrapped the keys which were destroyed")
        List<EpochDto> epochs) {

  /** An epoch and its end. */
  @JsonbPropertyOrder({"id", "endsAt", "destroyedAt", "jws"})
  @Schema(name = "ShredEpoch", description = "An epoch whose key covers every copy")
  public record EpochDto(
      @Schema(pattern = "^epoch_[0-9a-f]{32}$") String id,
      @JsonbProperty("ends_at")
          @Schema(
              description = "From then on its key is destroyed",
              type = SchemaType.STRING,
              format = "date-time",
              implementation = String.class)
          Instant endsAt,
      @JsonbProperty(value = "destroyed_at", nillable = true)
          @Schema(
              type = SchemaType.STRING,
              format = "date-time",
              implementation = String.class,
              nullable = true)
          @Nullable Instant destroyedAt,
      @JsonbProperty(nillable = true)
          @Schema(
              description = "The signed statement of the destruction, in the form of the other jws",
              nullable = true)
          @Nullable String jws) {

    static EpochDto of(Epoch epoch) {
      return new EpochDto(
          epoch.id(), epoch.endsAt(), epoch.destroyedAt().orElse(null), epoch.jws().orElse(null));
    }
  }

  static CertificateDto of(
      DeletionCertificate certificate, JsonObject statement, List<Epoch> epochs) {
    return new CertificateDto(
        certificate.id().value(),
        certificate.job(),
        certificate.signer(),
        certificate.signedAt(),
        secondMoment(epochs).orElse(null),
        statement,
        certificate.jws(),
        epochs.stream().map(EpochDto::of).toList());
  }

  private static Optional<Instant> secondMoment(List<Epoch> epochs) {
    return epochs.stream().allMatch(epoch -> epoch.destroyedAt().isPresent())
        ? epochs.stream().flatMap(epoch -> epoch.destroyedAt().stream()).max(naturalOrder())
        : Optional.empty();
  }

  /** A deletion in the list. */
  @JsonbPropertyOrder({
    "id",
    "job",
    "trigger",
    "deletedAt",
    "artefacts",
    "keysDestroyed",
    "verified",
    "signedAt",
    "signer"
  })
  @Schema(name = "CertifiedDeletion", description = "A deletion and whether its receipt is signed")
  public record ListedDto(
      @Schema(pattern = Patterns.CERTIFICATE) String id,
      @Schema(pattern = Patterns.JOB) String job,
      @Schema(
              enumeration = {
                "deadline",
                "request",
                "failure",
                "withdrawal",
                "retrieval",
                "missing",
                "disposition"
              })
          String trigger,
      @JsonbProperty("deleted_at")
          @Schema(type = SchemaType.STRING, format = "date-time", implementation = String.class)
          Instant deletedAt,
      @Schema(description = "Objects and rows erased, by artefact class")
          Map<String, Integer> artefacts,
      @JsonbProperty("keys_destroyed") int keysDestroyed,
      @Schema(description = "Whether reading back finds nothing: no key, no row, no object")
          boolean verified,
      @JsonbProperty(value = "signed_at", nillable = true)
          @Schema(
              description = "Null for the moment between deletion and signature",
              type = SchemaType.STRING,
              format = "date-time",
              implementation = String.class,
              nullable = true)
          @Nullable Instant signedAt,
      @JsonbProperty(nillable = true) @Schema(nullable = true) @Nullable String signer) {

    static ListedDto of(Listed listed) {
      DeletionReceipt receipt = listed.receipt();
      Map<String, Integer> artefacts = new TreeMap<>();
      receipt.counts().forEach((artefact, count) -> artefacts.put(artefact.apiName(), count));
      return new ListedDto(
          receipt.id(),
          receipt.job(),
          receipt.trigger(),
          receipt.deletedAt(),
          artefacts,
          receipt.keysDestroyed().size(),
          receipt.verified(),
          listed.certificate().map(DeletionCertificate::signedAt).orElse(null),
          listed.certificate().map(DeletionCertificate::signer).orElse(null));
    }
  }

  /** A page of deletions. */
  @Schema(name = "CertifiedDeletions", description = "Deletions, newest first")
  public record ListDto(List<ListedDto> certificates) {

    static ListDto of(List<Listed> listed) {
      return new ListDto(listed.stream().map(ListedDto::of).toList());
    }
  }

  /** A public key (RFC 7517, RFC 8037). */
  @JsonbPropertyOrder({"kty", "crv", "x", "kid", "use", "alg"})
  @Schema(name = "Jwk", description = "A public Ed25519 key (RFC 8037)")
  public record JwkDto(
      @Schema(enumeration = {"OKP"}) String kty,
      @Schema(enumeration = {"Ed25519"}) String crv,
      String x,
      String kid,
      @Schema(enumeration = {"sig"}) String use,
      @Schema(enumeration = {"EdDSA"}) String alg) {

    static JwkDto of(VerificationKey key) {
      return new JwkDto("OKP", "Ed25519", key.x(), key.id(), "sig", "EdDSA");
    }
  }

  /** A set of public keys (RFC 7517, section 5). */
  @Schema(name = "JwkSet", description = "Public keys, the one that signs now first (RFC 7517)")
  public record JwkSetDto(List<JwkDto> keys) {

    static JwkSetDto of(List<VerificationKey> keys) {
      return new JwkSetDto(keys.stream().map(JwkDto::of).toList());
    }
  }
}
