package dev.lethe.consent.model;

import java.util.UUID;

/** A withdrawal. */
public record WithdrawalId(String value) {
  public WithdrawalId {
    if (!value.matches("wdr_[0-9a-f]{32}")) {
      throw new IllegalArgumentException("not a withdrawal id");
    }
  }

  public static WithdrawalId random() {
    return new WithdrawalId("wdr_" + UUID.randomUUID().toString().replace("-", ""));
  }
}
