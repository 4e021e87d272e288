package dev.lethe.retention.service;

import dev.lethe.audit.model.AuditEvents;
import dev.lethe.audit.model.EventCatalogue;
import dev.lethe.retention.adapter.TestRetention;
import dev.lethe.testing.RecordedEvents;

/** The box of dead letters over the real table. */
public final class TestLetters {

  private TestLetters() {}

  public static DeadLetterBox in(TestRetention retention) {
    return in(
        retention,
        new RecordedEvents<>(together -> together.events().forEach(EventCatalogue::requireListed)));
  }

  static DeadLetterBox in(TestRetention retention, RecordedEvents<AuditEvents> audit) {
    DeadLetterBox box = new DeadLetterBox();
    box.letters = retention.letters();
    box.audit = audit;
    return box;
  }
}
