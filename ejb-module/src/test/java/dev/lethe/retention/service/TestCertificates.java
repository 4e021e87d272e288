package dev.lethe.retention.service;

import dev.lethe.keys.adapter.TestKeys;
import dev.lethe.recovery.service.TestJournals;
import dev.lethe.retention.adapter.ReceiptEntries;
import dev.lethe.retention.adapter.TestRetention;
import dev.lethe.testing.TestTransactions;
import java.time.Clock;

/** Signs receipts by the key of the tests. */
final class TestCertificates {

  private TestCertificates() {}

  static Certifying in(TestRetention retention, TestTransactions transactions, Clock clock) {
    Certifying certifying = new Certifying();
    certifying.ledger = retention.certificates();
    certifying.signer = TestKeys.signer();
    certifying.journaling = TestJournals.inMemory();
    certifying.entries = new ReceiptEntries();
    certifying.transactions = transactions;
    certifying.clock = clock;
    return certifying;
  }
}
