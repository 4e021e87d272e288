package dev.lethe.api.uploads;

import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A slot as its opener gets it. Its address is the authority to fill it: it prints nothing. */
@JsonbPropertyOrder({"url", "method", "uses", "expiresAt", "maxBytes"})
@Schema(name = "UploadSlot", description = "A place for one document, once")
public record SlotDto(
    @Schema(
            description = "Where to send the document; whoever has it may fill the slot",
            format = "uri",
            examples =
                "https://localhost:9443/v1/uploads/"
                    + "c3ludGhldGljLXNsb3QtdG9rZW4tb2Ytbm8tdXNlLS0")
        String url,
    @Schema(enumeration = "PUT") String method,
    @Schema(description = "How often it can be filled", examples = "1") int uses,
    @JsonbProperty("expires_at")
        @Schema(type = SchemaType.STRING, format = "date-time", implementation = String.class)
        Instant expiresAt,
    @JsonbProperty("max_bytes") long maxBytes) {

  @Override
  public String toString() {
    return "SlotDto[expiresAt=" + expiresAt + "]";
  }
}
