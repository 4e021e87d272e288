package dev.lethe.audit.model;

import java.util.List;

/**
 * Events of one transaction and one tenant that are recorded together, in their order. Fired and
 * observed like {@link AuditEvent}.
 */
public record AuditEvents(List<AuditEvent> events) {

  public AuditEvents {
    events = List.copyOf(events);
    if (events.stream().map(AuditEvent::tenant).distinct().count() > 1) {
      throw new IllegalArgumentException("events of one tenant are recorded together");
    }
  }
}
