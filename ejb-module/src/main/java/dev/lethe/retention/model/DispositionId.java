package dev.lethe.retention.model;

import java.util.UUID;

/** Id of the review of an artefact before it goes. */
public record DispositionId(String value) {

  public DispositionId {
    if (!value.matches("disp_[0-9a-f]{32}")) {
      throw new IllegalArgumentException("not the id of a disposition");
    }
  }

  public static DispositionId random() {
    return new DispositionId("disp_" + UUID.randomUUID().toString().replace("-", ""));
  }
}
