package dev.lethe.retention.model;

import java.util.UUID;

/** Id of a legal hold. */
public record HoldId(String value) {

  public HoldId {
    if (!value.matches("hold_[0-9a-f]{32}")) {
      throw new IllegalArgumentException("not the id of a hold");
    }
  }

  public static HoldId random() {
    return new HoldId("hold_" + UUID.randomUUID().toString().replace("-", ""));
  }
}
