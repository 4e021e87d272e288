package dev.lethe.intake.adapter;

import dev.lethe.intake.model.DocumentStore;
import dev.lethe.intake.model.DocumentStores;
import dev.lethe.intake.model.SealedLedger;
import dev.lethe.intake.model.SlotLedger;
import dev.lethe.tenancy.model.TenantDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** The real stores and slots, made for a test. */
public final class TestIntake {

  private TestIntake() {}

  public static DocumentStore files(Path folder) {
    return new FileStore(folder);
  }

  public static DocumentStores stores(Path folder, Clock clock) {
    return new DocumentStores(
        files(folder), new MemoryStore(clock, 10_000_000, Duration.ofMinutes(10)));
  }

  public static SlotLedger slots(TenantDatabase database) {
    return new SlotTable(database);
  }

  public static SealedLedger ledger(TenantDatabase database) {
    return new SealedTables(database);
  }
}
