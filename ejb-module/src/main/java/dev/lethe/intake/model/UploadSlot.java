package dev.lethe.intake.model;

import java.time.Instant;

/**
 * A slot as its opener sees it.
 *
 * @param token unguessable; part of the slot's address and never stored in clear
 * @param maxBytes the most that it takes
 */
public record UploadSlot(String token, Instant expiresAt, long maxBytes) {

  @Override
  public String toString() {
    return "UploadSlot[expiresAt=" + expiresAt + "]";
  }
}
