package dev.lethe.intake.adapter;

import dev.lethe.intake.model.ObjectName;
import dev.lethe.tenancy.model.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Tries at the start whatever the store will be asked later, so that a right that is missing is not
 * found out by a document.
 */
final class S3Fitness {

  private static final TenantId NOBODY = new TenantId("start-check");
  private static final Duration AN_HOUR = Duration.ofHours(1);
  private static final byte[] PROBE = {1};

  private final S3Bucket bucket;
  private final S3Store store;

  S3Fitness(S3Bucket bucket, S3Store store) {
    this.bucket = bucket;
    this.store = store;
  }

  /** One thing that is asked of the store. */
  @FunctionalInterface
  private interface Step {
    boolean asWanted() throws IOException;
  }

  /**
   * @throws IllegalStateException naming what the store does not do, or may not be asked
   */
  void require() {
    require(
        "its versioning cannot be asked for (s3:GetBucketVersioning), or it keeps or has kept"
            + " versions: what is deleted there stays",
        () -> !bucket.keepsVersionsOrDid());
    ObjectName probe = ObjectName.random();
    require("what is not there is not told (s3:ListBucket)", () -> !store.exists(NOBODY, probe));
    try {
      require("it cannot be written (s3:PutObject)", () -> put(probe));
      require(
          "it overwrites what is there; without If-None-Match, set lethe.store.s3.conditional=false",
          () -> refused(probe));
      require("it cannot be read (s3:GetObject)", () -> read(probe));
      require(
          "it cannot be listed (s3:ListBucket, s3:ListBucketMultipartUploads)",
          () -> store.olderThan(NOBODY, Instant.MAX).contains(probe));
      require("parts cannot be given up (s3:AbortMultipartUpload)", this::givesUp);
    } finally {
      remove(probe);
    }
    require("what is deleted stays (s3:DeleteObject)", () -> !store.exists(NOBODY, probe));
    require("what is deleted stays (s3:DeleteObject)", this::removesOlder);
  }

  private static void require(String what, Step step) {
    String said = "";
    try {
      if (step.asWanted()) {
        return;
      }
    } catch (IOException e) {
      said = "; " + e.getMessage();
    }
    throw new IllegalStateException(
        "the bucket of lethe.store.s3.bucket is not fit: " + what + said);
  }

  private boolean put(ObjectName probe) throws IOException {
    store.put(NOBODY, probe, stream -> stream.write(PROBE));
    return true;
  }

  private boolean refused(ObjectName probe) throws IOException {
    try {
      store.put(NOBODY, probe, stream -> stream.write(PROBE));
      return false;
    } catch (S3Failure e) {
      if (e.isTaken()) {
        return true;
      }
      throw e;
    }
  }

  private boolean read(ObjectName probe) throws IOException {
    try (InputStream stream = store.open(NOBODY, probe).orElse(InputStream.nullInputStream())) {
      return Arrays.equals(stream.readAllBytes(), PROBE);
    }
  }

  private boolean givesUp() throws IOException {
    ObjectName never = ObjectName.random();
    store.begin(NOBODY, never);
    return store.delete(NOBODY, never);
  }

  /** Of servers that were killed at this. */
  private boolean removesOlder() throws IOException {
    for (ObjectName old : store.olderThan(NOBODY, Instant.now().minus(AN_HOUR))) {
      store.delete(NOBODY, old);
    }
    return true;
  }

  private void remove(ObjectName probe) {
    try {
      store.delete(NOBODY, List.of(probe));
    } catch (IOException e) {
      throw new IllegalStateException(
          "the bucket of lethe.store.s3.bucket is not fit: it cannot be deleted from"
              + " (s3:DeleteObject); "
              + e.getMessage());
    }
  }
}
