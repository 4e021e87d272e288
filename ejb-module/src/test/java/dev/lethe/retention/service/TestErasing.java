package dev.lethe.retention.service;

import dev.lethe.audit.model.AuditEvents;
import dev.lethe.keys.adapter.TestKeys;
import dev.lethe.keys.model.DataKeys;
import dev.lethe.retention.adapter.TestRetention;
import dev.lethe.retention.model.Erasable;
import dev.lethe.retention.model.JobsErased;
import dev.lethe.testing.RecordedEvents;
import dev.lethe.testing.TestInstance;
import dev.lethe.testing.TestTransactions;
import java.time.Clock;
import java.util.Optional;

/** Deletion in the real tables, of what a test keeps. */
final class TestErasing {

  private TestErasing() {}

  static Erasing of(
      TestRetention retention,
      TestTransactions transactions,
      DataKeys keys,
      Clock clock,
      Erasable... kept) {
    Erasing erasing = new Erasing();
    erasing.ledger = retention.ledger();
    erasing.letters = retention.letters();
    erasing.deadLetters = TestLetters.in(retention);
    erasing.erasables = new TestInstance<>(kept);
    erasing.keys = keys;
    erasing.epochs = TestKeys.epochs(transactions, (of, one, artefact) -> Optional.empty(), clock);
    erasing.certifying = TestCertificates.in(retention, transactions, clock);
    erasing.transactions = transactions;
    erasing.audit = new RecordedEvents<AuditEvents>();
    erasing.erased = new RecordedEvents<JobsErased>();
    erasing.clock = clock;
    return erasing;
  }
}
