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
        new FileStore(settings.dir()),
        new MemoryStore(clock, settings.memoryBytes(), settings.memoryLife()));
  }
}
