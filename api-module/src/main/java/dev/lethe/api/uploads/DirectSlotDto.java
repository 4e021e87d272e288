package dev.lethe.api.uploads;

import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A slot at the store, as its opener gets it. Its addresses are authority: it prints nothing. */
@JsonbPropertyOrder({"url", "uses", "expiresAt", "upload", "encryption"})
@Schema(
    name = "DirectUploadSlot",
    description = "A place at the document store, for one document, once")
public record DirectSlotDto(
    @Schema(
            description = "How a job names it (document_url); nothing can be sent to it",
            format = "uri",
            examples =
                "https://localhost:9443/v1/uploads/"
                    + "c3ludGhldGljLXNsb3QtdG9rZW4tb2Ytbm8tdXNlLS0")
        String url,
    @Schema(description = "How often it can be filled", examples = "1") int uses,
    @JsonbProperty("expires_at")
        @Schema(type = SchemaType.STRING, format = "date-time", implementation = String.class)
        Instant expiresAt,
    Upload upload,
    Encryption encryption) {

  /** The request that fills it. */
  @JsonbPropertyOrder({"method", "url", "headers", "bytes"})
  @Schema(
      name = "DirectUpload",
      description = "The request to the store, whose signature covers all of it")
  public record Upload(
      @Schema(enumeration = "PUT") String method,
      @Schema(
              format = "uri",
              examples = "https://store.example/bucket/object?X-Amz-Signature=synthetic")
          String url,
      @Schema(
              description = "To be sent as they are",
              examples = "{\"content-type\":\"application/octet-stream\",\"if-none-match\":\"*\"}")
          Map<String, String> headers,
      @Schema(description = "The exact length: that of the document and 48", examples = "48048")
          long bytes) {

    @Override
    public String toString() {
      return "Upload[bytes=" + bytes + "]";
    }
  }

  /** How the document is encrypted before it is sent. */
  @JsonbPropertyOrder({"scheme", "publicKey"})
  @Schema(
      name = "DirectUploadEncryption",
      description =
          "HPKE (RFC 9180) in base mode, without info and associated data: the body is the encapsulated"
              + " key of 32 bytes and the ciphertext with its tag of 16")
  public record Encryption(
      @Schema(enumeration = "hpke-x25519-hkdf-sha256-aes-256-gcm") String scheme,
      @JsonbProperty("public_key")
          @Schema(
              description = "32 bytes in Base64",
              examples = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
          String publicKey) {}

  @Override
  public String toString() {
    return "DirectSlotDto[expiresAt=" + expiresAt + "]";
  }
}
