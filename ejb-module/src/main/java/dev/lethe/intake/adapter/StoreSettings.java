package dev.lethe.intake.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Settings {@code lethe.store.*}. */
@ApplicationScoped
public class StoreSettings {

  private static final long LEAST_BYTES = 1024 * 1024;

  @Inject
  @ConfigProperty(name = "lethe.store.kind", defaultValue = "files")
  String kind;

  @Inject
  @ConfigProperty(name = "lethe.store.dir")
  Optional<String> dir;

  @Inject
  @ConfigProperty(name = "lethe.store.s3.endpoint")
  Optional<String> endpoint;

  @Inject
  @ConfigProperty(name = "lethe.store.s3.region")
  Optional<String> region;

  @Inject
  @ConfigProperty(name = "lethe.store.s3.bucket")
  Optional<String> bucket;

  @Inject
  @ConfigProperty(name = "lethe.store.s3.prefix")
  Optional<String> prefix;

  @Inject
  @ConfigProperty(name = "lethe.store.s3.credentials.file")
  Optional<String> credentials;

  @Inject
  @ConfigProperty(name = "lethe.store.s3.ca.file")
  Optional<String> authority;

  @Inject
  @ConfigProperty(name = "lethe.store.s3.pathstyle", defaultValue = "false")
  boolean pathStyle;

  @Inject
  @ConfigProperty(name = "lethe.store.s3.conditional", defaultValue = "true")
  boolean conditional;

  @Inject
  @ConfigProperty(name = "lethe.store.s3.part.bytes", defaultValue = "8388608")
  int partBytes;

  @Inject
  @ConfigProperty(name = "lethe.store.s3.timeout", defaultValue = "PT20S")
  Duration timeout;

  @Inject
  @ConfigProperty(name = "lethe.store.memory.bytes", defaultValue = "268435456")
  long memoryBytes;

  @Inject
  @ConfigProperty(name = "lethe.store.memory.life", defaultValue = "PT24H")
  Duration memoryLife;

  @Inject
  @ConfigProperty(name = "lethe.store.s3.direct.endpoint")
  Optional<String> direct;

  /** Whether sealed content is kept in a bucket; else in files. */
  public boolean isS3() {
    return switch (kind) {
      case "files" -> false;
      case "s3" -> true;
      default -> throw new IllegalStateException("lethe.store.kind is neither files nor s3");
    };
  }

  /** Folder of sealed files; has no default. */
  public Path dir() {
    return Path.of(required(dir, "lethe.store.dir"));
  }

  /** The bucket; where it is and who asks has no default. */
  public S3Settings s3() {
    return new S3Settings(
        named(endpoint).map(S3Settings::address),
        required(region, "lethe.store.s3.region"),
        required(bucket, "lethe.store.s3.bucket"),
        named(prefix).orElse(""),
        Path.of(required(credentials, "lethe.store.s3.credentials.file")),
        named(authority).map(Path::of),
        pathStyle,
        conditional,
        partBytes,
        timeout,
        named(direct).map(S3Settings::address));
  }

  private static Optional<String> named(Optional<String> setting) {
    return setting.filter(value -> !value.isBlank());
  }

  private static String required(Optional<String> setting, String name) {
    return named(setting).orElseThrow(() -> new IllegalStateException(name + " is not set"));
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
