package dev.lethe.intake.adapter;

import dev.lethe.intake.model.DocumentStores;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Makes the stores that the settings ask for. */
@ApplicationScoped
public class StoreProducer {

  @Inject StoreSettings settings;
  @Inject Clock clock;

  @Produces
  @Singleton
  DocumentStores stores() {
    return new DocumentStores(
        settings.isS3() ? s3(settings.s3()) : new FileStore(settings.dir()),
        new MemoryStore(clock, settings.memoryBytes(), settings.memoryLife()));
  }

  static S3Store s3(S3Settings settings) {
    return new S3Store(
        new S3Bucket(S3Clients.of(settings), settings.bucket(), settings.conditional()),
        settings.prefix(),
        settings.partBytes(),
        settings.direct().map(address -> S3Clients.presigner(settings, address)));
  }
}
