package dev.lethe.intake.adapter;

import dev.lethe.standin.S3StandIn;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** What lies behind S3Proxy, made to fail as object stores do. */
final class TroubledStore extends ForwardingBlobStore {

  private final AtomicInteger puts = new AtomicInteger();
  private final Set<String> parts = ConcurrentHashMap.newKeySet();
  private final AtomicInteger lost = new AtomicInteger();
  private final AtomicInteger breaks = new AtomicInteger();
  private volatile long mostPartBytes;
  private volatile int breakAfter;
  private volatile int status;
  private volatile Duration hanging = Duration.ZERO;
  private volatile boolean keeps;
  private volatile boolean overwrites;
  private volatile PutObjectRequest lastPut = PutObjectRequest.builder().build();

  TroubledStore(BlobStore store) {
    super(store);
  }

  /** Answers everything with this status of HTTP from now on; 0 for as it should be. */
  void answer(int newStatus) {
    status = newStatus;
  }

  void hang(Duration time) {
    hanging = time;
  }

  /** Does what is asked and answers 500, that many times. */
  void loseAnswers(int times) {
    lost.set(times);
  }

  void breakReads(int times, int afterBytes) {
    breaks.set(times);
    breakAfter = afterBytes;
  }

  void keepWhatIsDeleted() {
    keeps = true;
  }

  void ignoreConditions() {
    overwrites = true;
  }

  int puts() {
    return puts.get();
  }

  int parts() {
    return parts.size();
  }

  long mostPartBytes() {
    return mostPartBytes;
  }

  PutObjectRequest lastPut() {
    return lastPut;
  }

  void plant(String key) {
    super.putBlob(
        PutObjectRequest.builder()
            .bucket(S3StandIn.BUCKET)
            .key(key)
            .contentLength(1L)
            .contentType("text/plain")
            .build(),
        new ByteArrayInputStream(new byte[] {1}));
  }

  List<String> keys() {
    return super.list(ListObjectsV2Request.builder().bucket(S3StandIn.BUCKET).build())
        .contents()
        .stream()
        .map(S3Object::key)
        .toList();
  }

  /** How many versions there are of names that end so. */
  long versions(String end) {
    return super.listVersions(ListObjectVersionsRequest.builder().bucket(S3StandIn.BUCKET).build())
        .versions()
        .stream()
        .filter(version -> version.key().endsWith(end))
        .count();
  }

  private void trouble() {
    try {
      Thread.sleep(hanging.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (status != 0) {
      throw failure(status);
    }
  }

  private static S3Exception failure(int status) {
    return (S3Exception)
        S3Exception.builder()
            .statusCode(status)
            .awsErrorDetails(
                AwsErrorDetails.builder()
                    .errorCode(
                        switch (status) {
                          case 403 -> "AccessDenied";
                          case 429, 503 -> "SlowDown";
                          default -> "InternalError";
                        })
                    .errorMessage("northwind/obj_ should not be told")
                    .build())
            .build();
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
    trouble();
    puts.incrementAndGet();
    lastPut = request;
    PutObjectResponse answer =
        super.putBlob(
            overwrites ? request.toBuilder().ifNoneMatch(null).build() : request, content);
    if (lost.getAndUpdate(left -> Math.max(left - 1, 0)) > 0) {
      throw failure(500);
    }
    return answer;
  }

  @Override
  public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
    trouble();
    return super.initiateMultipartUpload(request);
  }

  @Override
  public UploadPartResponse uploadMultipartPart(
      MultipartUpload upload, UploadPartRequest request, InputStream content) {
    trouble();
    UploadPartResponse answer = super.uploadMultipartPart(upload, request, content);
    // a part whose answer was lost comes again
    parts.add(upload.id() + "/" + request.partNumber());
    mostPartBytes = Math.max(mostPartBytes, request.contentLength());
    return answer;
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    trouble();
    return super.completeMultipartUpload(upload, request);
  }

  @Override
  public List<software.amazon.awssdk.services.s3.model.MultipartUpload> listMultipartUploads(
      String bucket) {
    trouble();
    return super.listMultipartUploads(bucket);
  }

  @Override
  public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
    trouble();
    return super.blobMetadata(request);
  }

  @Override
  public HeadBucketResponse headBucket(HeadBucketRequest request) {
    trouble();
    return super.headBucket(request);
  }

  @Override
  public ListObjectsV2Response list(ListObjectsV2Request request) {
    trouble();
    return super.list(request);
  }

  @Override
  public GetBucketVersioningResponse getBucketVersioning(GetBucketVersioningRequest request) {
    trouble();
    return super.getBucketVersioning(request);
  }

  @Override
  public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
    trouble();
    return keeps ? DeleteObjectResponse.builder().build() : super.removeBlob(request);
  }

  @Override
  public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
    trouble();
    ResponseInputStream<GetObjectResponse> whole = super.getBlob(request);
    if (breaks.getAndUpdate(left -> Math.max(left - 1, 0)) == 0) {
      return whole;
    }
    return new ResponseInputStream<>(
        whole.response(), AbortableInputStream.create(new Breaking(whole, breakAfter)));
  }

  private static final class Breaking extends FilterInputStream {

    private int left;

    Breaking(InputStream in, int left) {
      super(in);
      this.left = left;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (left <= 0) {
        throw new UncheckedIOException(new IOException("broken"));
      }
      int count = in.read(buffer, offset, Math.min(left, length));
      left -= Math.max(count, 0);
      return count;
    }
  }
}
