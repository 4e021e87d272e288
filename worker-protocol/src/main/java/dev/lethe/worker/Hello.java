package dev.lethe.worker;

import java.util.Objects;

/** What a worker says once it is warm: before it nothing else may come. */
public record Hello(int protocolVersion, Provenance provenance) {

  /** Raised with every change of the messages or their encoding. */
  public static final int PROTOCOL_VERSION = 2;

  public Hello {
    Objects.requireNonNull(provenance);
  }
}
