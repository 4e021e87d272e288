package dev.lethe.intake.adapter;

import dev.lethe.intake.model.WriteOnce;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedPutObjectRequest;

/**
 * Speaks with one bucket. What goes wrong is told by a status and a code: no text of the service,
 * no name of an object. What is not there is told from what cannot be found out.
 */
final class S3Bucket {

  private static final int NOT_FOUND = 404;
  private static final int NOT_IMPLEMENTED = 501;
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
  private static final Duration SHORTLY = Duration.ofSeconds(2);
  private static final String TICKET = "put";

  private final S3Client client;
  private final String bucket;
  private final boolean conditional;
  private volatile boolean away;
  private volatile long nextLook = System.nanoTime();

  /**
   * @param conditional whether the service refuses to overwrite when it is asked to; if not, it is
   *     looked before whether the name is free
   */
  S3Bucket(S3Client client, String bucket, boolean conditional) {
    this.client = client;
    this.bucket = bucket;
    this.conditional = conditional;
  }

  /** One request to the service. */
  @FunctionalInterface
  private interface Request<T> {
    T send();
  }

  private <T> T call(Request<T> request) throws IOException {
    try {
      return request.send();
    } catch (SdkException e) {
      throw failure(e);
    }
  }

  private IOException failure(SdkException e) {
    away = true;
    return e instanceof S3Exception answer
        ? new S3Failure(answer.statusCode(), code(answer))
        : new S3Failure();
  }

  /** Whether the last request was answered; after a failure it is looked now and then, shortly. */
  boolean answers() {
    if (away && System.nanoTime() - nextLook >= 0) {
      nextLook = System.nanoTime() + LOOK_EVERY.toNanos();
      try {
        client.headBucket(
            look -> look.bucket(bucket).overrideConfiguration(o -> o.apiCallTimeout(SHORTLY)));
        away = false;
      } catch (SdkException stillAway) {
        return false;
      }
    }
    return !away;
  }

  private static String code(S3Exception answer) {
    return answer.awsErrorDetails() == null || answer.awsErrorDetails().errorCode() == null
        ? ""
        : answer.awsErrorDetails().errorCode();
  }

  /**
   * Writes bytes under a name that is free.
   *
   * @param ticket random; tells whether what lies there is what was sent, when the answer was lost
   */
  void put(String key, Part bytes, String ticket) throws IOException {
    requireFree(key);
    PutObjectRequest.Builder request =
        PutObjectRequest.builder()
            .bucket(bucket)
            .key(key)
            .metadata(Map.of(TICKET, ticket))
            .contentType("application/octet-stream")
            .checksumCRC32C(bytes.checksum());
    if (conditional) {
      request.ifNoneMatch("*");
    }
    try {
      requireNoVersions(key, client.putObject(request.build(), bytes.body()).versionId());
    } catch (SdkException e) {
      requireOurs(key, ticket, failure(e));
    }
  }

  private void requireFree(String key) throws IOException {
    if (!conditional && isThere(key)) {
      throw S3Failure.taken();
    }
  }

  /** A request that was sent again, since its answer was lost, finds what it has written itself. */
  private void requireOurs(String key, String ticket, IOException failure) throws IOException {
    boolean ours;
    try {
      ours = head(key).map(head -> ticket.equals(head.metadata().get(TICKET))).orElse(false);
    } catch (IOException e) {
      failure.addSuppressed(e);
      throw failure;
    }
    if (!ours) {
      throw failure;
    }
  }

  /** What is deleted in a bucket with versions stays: then nothing is written there. */
  private void requireNoVersions(String key, @Nullable String version) throws IOException {
    if (version != null) {
      call(() -> client.deleteObject(d -> d.bucket(bucket).key(key).versionId(version)));
      throw keepsVersions();
    }
  }

  private static IOException keepsVersions() {
    return new S3Failure("the bucket keeps versions of what is deleted");
  }

  /** Signs a request that writes one object of a length, where there is none, and nothing else. */
  WriteOnce writeOnce(S3Presigner signer, String key, long bytes, Duration life) {
    PresignedPutObjectRequest signed =
        signer.presignPutObject(
            presign ->
                presign
                    .signatureDuration(life)
                    .putObjectRequest(
                        put ->
                            put.bucket(bucket)
                                .key(key)
                                .contentLength(bytes)
                                .contentType("application/octet-stream")
                                .ifNoneMatch("*")));
    Map<String, String> headers = new TreeMap<>();
    signed.signedHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
    // every client says these by itself
    headers.keySet().removeAll(Set.of("host", "content-length"));
    return new WriteOnce(URI.create(signed.url().toString()), headers);
  }

  /** Begins an object of several parts; answers the upload's id. */
  String begin(String key, String ticket) throws IOException {
    requireFree(key);
    return call(() ->
            client.createMultipartUpload(
                request ->
                    request
                        .bucket(bucket)
                        .key(key)
                        .metadata(Map.of(TICKET, ticket))
                        .contentType("application/octet-stream")
                        .checksumAlgorithm(ChecksumAlgorithm.CRC32_C)))
        .uploadId();
  }

  /**
   * @param number from 1
   */
  CompletedPart part(String key, String upload, int number, Part bytes) throws IOException {
    UploadPartResponse answer =
        call(
            () ->
                client.uploadPart(
                    request ->
                        request
                            .bucket(bucket)
                            .key(key)
                            .uploadId(upload)
                            .partNumber(number)
                            .checksumCRC32C(bytes.checksum()),
                    bytes.body()));
    return CompletedPart.builder()
        .partNumber(number)
        .eTag(answer.eTag())
        .checksumCRC32C(bytes.checksum())
        .build();
  }

  void complete(String key, String upload, List<CompletedPart> parts, String ticket)
      throws IOException {
    CompleteMultipartUploadRequest.Builder request =
        CompleteMultipartUploadRequest.builder()
            .bucket(bucket)
            .key(key)
            .uploadId(upload)
            .multipartUpload(all -> all.parts(parts));
    if (conditional) {
      request.ifNoneMatch("*");
    }
    try {
      requireNoVersions(key, client.completeMultipartUpload(request.build()).versionId());
    } catch (SdkException e) {
      requireOurs(key, ticket, failure(e));
    }
  }

  /** Gives up an upload; one that is not there any more is fine. */
  void abort(String key, String upload) throws IOException {
    try {
      client.abortMultipartUpload(request -> request.bucket(bucket).key(key).uploadId(upload));
    } catch (S3Exception e) {
      if (e.statusCode() != NOT_FOUND) {
        throw failure(e);
      }
    } catch (SdkException e) {
      throw failure(e);
    }
  }

  /**
   * The bytes from an offset on, or empty if there is no such object.
   *
   * @param etag which the object must have; any if absent
   */
  Optional<ResponseInputStream<GetObjectResponse>> get(
      String key, long offset, Optional<String> etag) throws IOException {
    GetObjectRequest.Builder request = GetObjectRequest.builder().bucket(bucket).key(key);
    etag.ifPresent(request::ifMatch);
    if (offset > 0) {
      request.range("bytes=" + offset + "-");
    }
    try {
      return Optional.of(client.getObject(request.build()));
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw failure(e);
    }
  }

  /** What is known of an object, or empty if there is none. */
  Optional<HeadObjectResponse> head(String key) throws IOException {
    Optional<HeadObjectResponse> head = headOf(key);
    if (head.isEmpty()) {
      requireBucket();
    }
    return head;
  }

  /** To a question without a body the service says the same of an object and of a bucket. */
  private Optional<HeadObjectResponse> headOf(String key) throws IOException {
    try {
      return Optional.of(client.headObject(request -> request.bucket(bucket).key(key)));
    } catch (S3Exception e) {
      if (e.statusCode() == NOT_FOUND) {
        return Optional.empty();
      }
      throw failure(e);
    } catch (SdkException e) {
      throw failure(e);
    }
  }

  private void requireBucket() throws IOException {
    call(() -> client.headBucket(request -> request.bucket(bucket)));
  }

  boolean isThere(String key) throws IOException {
    return head(key).isPresent();
  }

  /** Those of the names that are there. */
  List<String> existing(Collection<String> keys) throws IOException {
    List<String> existing = new ArrayList<>();
    for (String key : keys) {
      if (headOf(key).isPresent()) {
        existing.add(key);
      }
    }
    if (existing.size() < keys.size()) {
      requireBucket();
    }
    return existing;
  }

  void delete(String key) throws IOException {
    DeleteObjectResponse answer =
        call(() -> client.deleteObject(request -> request.bucket(bucket).key(key)));
    requireNoMarker(answer.deleteMarker());
  }

  /**
   * Deletes at most a thousand.
   *
   * @throws IOException if one of them is refused; others may be gone
   */
  void delete(Collection<String> keys) throws IOException {
    List<ObjectIdentifier> objects =
        keys.stream().map(key -> ObjectIdentifier.builder().key(key).build()).toList();
    DeleteObjectsResponse answer =
        call(
            () ->
                client.deleteObjects(
                    request -> request.bucket(bucket).delete(all -> all.objects(objects))));
    if (answer.hasErrors()) {
      throw S3Failure.refused(String.valueOf(answer.errors().get(0).code()));
    }
    for (var deleted : answer.deleted()) {
      requireNoMarker(deleted.deleteMarker());
    }
  }

  private static void requireNoMarker(@Nullable Boolean marker) throws IOException {
    if (Boolean.TRUE.equals(marker)) {
      throw keepsVersions();
    }
  }

  /** Names of objects that begin with a prefix and were last written before a time. */
  List<String> objects(String prefix, Instant before) throws IOException {
    return call(
        () ->
            client
                .listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix))
                .contents()
                .stream()
                .filter(object -> object.lastModified().isBefore(before))
                .map(S3Object::key)
                .toList());
  }

  /** Uploads that are not complete, of names that begin with a prefix, begun before a time. */
  List<MultipartUpload> uploads(String prefix, Instant before) throws IOException {
    return call(
        () ->
            client
                .listMultipartUploadsPaginator(request -> request.bucket(bucket).prefix(prefix))
                .uploads()
                .stream()
                .filter(upload -> upload.initiated().isBefore(before))
                .toList());
  }

  /** Whether the bucket keeps, or has ever kept, versions; a service without any says nothing. */
  boolean keepsVersionsOrDid() throws IOException {
    try {
      BucketVersioningStatus status =
          client.getBucketVersioning(request -> request.bucket(bucket)).status();
      return status != null;
    } catch (S3Exception e) {
      if (e.statusCode() == NOT_IMPLEMENTED) {
        return false;
      }
      throw failure(e);
    } catch (SdkException e) {
      throw failure(e);
    }
  }

  /**
   * Bytes of a buffer, as one request sends them.
   *
   * @param buffer may be longer
   */
  record Part(byte[] buffer, int length) {

    RequestBody body() {
      return RequestBody.fromContentProvider(
          () -> new ByteArrayInputStream(buffer, 0, length), length, "application/octet-stream");
    }

    /** CRC-32C in Base64: what arrives is what was sent. That nobody changes it, the seal shows. */
    String checksum() {
      CRC32C crc = new CRC32C();
      crc.update(buffer, 0, length);
      byte[] bytes = ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array();
      return Base64.getEncoder().encodeToString(bytes);
    }
  }
}
