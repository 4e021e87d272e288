package dev.lethe.api.uploads;

import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;

/** A slot as its opener gets it. Its address is the authority to fill it: it prints nothing. */
@JsonbPropertyOrder({"url", "method", "uses", "expiresAt", "maxBytes"})
public record SlotDto(
    String url,
    String method,
    int uses,
    @JsonbProperty("expires_at") Instant expiresAt,
    @JsonbProperty("max_bytes") long maxBytes) {

  @Override
  public String toString() {
    return "SlotDto[expiresAt=" + expiresAt + "]";
  }
}
