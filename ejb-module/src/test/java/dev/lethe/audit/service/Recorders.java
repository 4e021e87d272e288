package dev.lethe.audit.service;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.audit.model.AuditEvents;
import java.util.function.Consumer;

/** Lets a test fire events at the recorder, which only the container may otherwise. */
public final class Recorders {

  private Recorders() {}

  public static Consumer<AuditEvent> of(AuditRecorder recorder) {
    return recorder::record;
  }

  public static Consumer<AuditEvents> ofTogether(AuditRecorder recorder) {
    return recorder::record;
  }
}
