package dev.lethe.consent.model;

import java.util.UUID;

/** A record of the ledger. */
public record ConsentId(String value) {
  public ConsentId {
    if (!value.matches("con_[0-9a-f]{32}")) {
      throw new IllegalArgumentException("not a consent id");
    }
  }

  public static ConsentId random() {
    return new ConsentId("con_" + UUID.randomUUID().toString().replace("-", ""));
  }
}
