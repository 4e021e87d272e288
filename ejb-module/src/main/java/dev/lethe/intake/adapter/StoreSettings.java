package dev.lethe.intake.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Settings {@code lethe.store.*}. */
@ApplicationScoped
public class StoreSettings {

  private static final long LEAST_BYTES = 1024 * 1024;

  @Inject
  @ConfigProperty(name = "lethe.store.dir")
  String dir;

  @Inject
  @ConfigProperty(name = "lethe.store.memory.bytes", defaultValue = "268435456")
  long memoryBytes;

  @Inject
  @ConfigProperty(name = "lethe.store.memory.life", defaultValue = "PT24H")
  Duration memoryLife;

  /** Folder of sealed files; has no default. */
  public Path dir() {
    return Path.of(dir);
  }

  /** The most that all documents of waiting callers take together; 256 MiB. */
  public long memoryBytes() {
    if (memoryBytes < LEAST_BYTES) {
      throw new IllegalStateException("lethe.store.memory.bytes is less than 1 MiB");
    }
    return memoryBytes;
  }

  /** When a document in memory is given up for lost whatever policy says; a day. */
  public Duration memoryLife() {
    if (memoryLife.isNegative() || memoryLife.isZero()) {
      throw new IllegalStateException("lethe.store.memory.life is not a time");
    }
    return memoryLife;
  }
}
