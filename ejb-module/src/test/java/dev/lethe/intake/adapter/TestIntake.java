package dev.lethe.intake.adapter;

import dev.lethe.intake.model.DocumentStore;
import dev.lethe.intake.model.DocumentStores;
import dev.lethe.intake.model.SealedLedger;
import dev.lethe.intake.model.SlotLedger;
import dev.lethe.standin.S3StandIn;
import dev.lethe.tenancy.model.TenantDatabase;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

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

  /** In a bucket to which callers may write themselves. */
  public static DocumentStores bucket(URI endpoint, Path credentials, Clock clock) {
    S3Settings settings =
        new S3Settings(
            Optional.of(endpoint),
            S3StandIn.REGION,
            S3StandIn.BUCKET,
            "",
            credentials,
            Optional.empty(),
            true,
            true,
            S3Settings.LEAST_PART,
            Duration.ofSeconds(5),
            Optional.of(endpoint));
    return new DocumentStores(
        StoreProducer.s3(settings), new MemoryStore(clock, 10_000_000, Duration.ofMinutes(10)));
  }

  public static SlotLedger slots(TenantDatabase database) {
    return new SlotTable(database);
  }

  public static SealedLedger ledger(TenantDatabase database) {
    return new SealedTables(database);
  }
}
