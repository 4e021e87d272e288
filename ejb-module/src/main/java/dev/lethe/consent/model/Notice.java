package dev.lethe.consent.model;

import java.util.Optional;

/**
 * The privacy notice that the data subject was shown (ISO/IEC TS 27560:2023, 6.3.4; ISO/IEC 29184).
 *
 * @param version as the controller counts its notices
 * @param sha256 of the notice's bytes, lower-case hexadecimal, so that it can be found again
 * @param language ISO 639-1
 */
public record Notice(String version, String sha256, Optional<String> language) {
  public Notice {
    if (!version.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
        || !sha256.matches("[0-9a-f]{64}")
        || !language.map(code -> code.matches("[a-z]{2}")).orElse(true)) {
      throw new IllegalArgumentException("not a notice");
    }
  }
}
