package dev.lethe.intake.adapter;

import dev.lethe.intake.model.DocumentStore;
import dev.lethe.intake.model.ObjectName;
import dev.lethe.intake.model.WriteOnce;
import dev.lethe.tenancy.model.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Sealed content in a bucket of a store that speaks S3. Names are a prefix of the installation, the
 * tenant and the object's random name; there is nothing else of a document but its ciphertext.
 */
final class S3Store implements DocumentStore {

  private static final int PIECE = 1000;
  private static final Instant ANY = Instant.MAX;

  private final S3Bucket bucket;
  private final String prefix;
  private final int partBytes;
  private final Optional<S3Presigner> signer;

  /**
   * @param prefix of all names, empty or ending with a slash
   * @param partBytes how much of an object is in memory while it is written
   * @param signer for callers who write to the store themselves
   */
  S3Store(S3Bucket bucket, String prefix, int partBytes, Optional<S3Presigner> signer) {
    this.bucket = bucket;
    this.prefix = prefix;
    this.partBytes = partBytes;
    this.signer = signer;
  }

  /**
   * Tries what this store needs of its bucket.
   *
   * @throws IllegalStateException naming what is missing
   */
  void requireFit() {
    new S3Fitness(bucket, this).require();
  }

  @Override
  public void put(TenantId tenant, ObjectName object, Content content) throws IOException {
    S3Upload upload = new S3Upload(bucket, key(tenant, object), partBytes);
    boolean whole = false;
    try {
      content.writeTo(new UnclosedStream(upload));
      upload.finish();
      whole = true;
    } finally {
      if (!whole) {
        upload.abandon();
      }
    }
  }

  @Override
  public Optional<InputStream> open(TenantId tenant, ObjectName object) throws IOException {
    String key = key(tenant, object);
    return bucket
        .get(key, 0, Optional.empty())
        .map(connection -> new S3Content(bucket, key, connection));
  }

  /** Reads back that it is gone. */
  @Override
  public boolean delete(TenantId tenant, ObjectName object) throws IOException {
    String key = key(tenant, object);
    boolean part = abortUploads(key);
    if (!bucket.isThere(key)) {
      return part;
    }
    bucket.delete(key);
    if (bucket.isThere(key)) {
      throw new S3Failure("the object store still has what was deleted");
    }
    return true;
  }

  /** Begins an object of several parts and leaves it so. */
  void begin(TenantId tenant, ObjectName object) throws IOException {
    bucket.begin(key(tenant, object), object.value());
  }

  private boolean abortUploads(String key) throws IOException {
    boolean aborted = false;
    for (MultipartUpload upload : bucket.uploads(key, ANY)) {
      bucket.abort(upload.key(), upload.uploadId());
      aborted = true;
    }
    return aborted;
  }

  /** Many in one request; whoever asks reads back ({@link #existing}). */
  @Override
  public void delete(TenantId tenant, Collection<ObjectName> objects) throws IOException {
    List<String> keys = objects.stream().map(object -> key(tenant, object)).toList();
    for (int from = 0; from < keys.size(); from += PIECE) {
      bucket.delete(keys.subList(from, Math.min(from + PIECE, keys.size())));
    }
  }

  @Override
  public boolean exists(TenantId tenant, ObjectName object) throws IOException {
    String key = key(tenant, object);
    return bucket.isThere(key) || !bucket.uploads(key, ANY).isEmpty();
  }

  /** Of whole objects alone: what was written to its end has no parts. */
  @Override
  public Set<ObjectName> existing(TenantId tenant, Collection<ObjectName> objects)
      throws IOException {
    List<String> keys = objects.stream().map(object -> key(tenant, object)).toList();
    return bucket.existing(keys).stream()
        .map(key -> object(tenant, key))
        .collect(Collectors.toSet());
  }

  @Override
  public List<ObjectName> olderThan(TenantId tenant, Instant time) throws IOException {
    String folder = folder(tenant);
    Set<String> names = new TreeSet<>(bucket.objects(folder, time));
    bucket.uploads(folder, time).forEach(upload -> names.add(upload.key()));
    return names.stream()
        .map(key -> key.substring(folder.length()))
        .filter(ObjectName::isName)
        .map(ObjectName::new)
        .toList();
  }

  @Override
  public Optional<WriteOnce> writeOnce(
      TenantId tenant, ObjectName object, long bytes, Duration life) {
    return signer.map(signs -> bucket.writeOnce(signs, key(tenant, object), bytes, life));
  }

  @Override
  public boolean answers() {
    return bucket.answers();
  }

  private String folder(TenantId tenant) {
    return prefix + tenant.value() + "/";
  }

  private String key(TenantId tenant, ObjectName object) {
    return folder(tenant) + object.value();
  }

  private ObjectName object(TenantId tenant, String key) {
    return new ObjectName(key.substring(folder(tenant).length()));
  }
}
