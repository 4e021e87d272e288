package dev.lethe.intake.adapter;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** An object as it is read; a connection that breaks is made anew and goes on where it was. */
final class S3Content extends InputStream {

  private static final int MOST_FAILURES = 3;

  private final S3Bucket bucket;
  private final String key;
  private final long length;
  private final Optional<String> etag;
  private ResponseInputStream<GetObjectResponse> connection;
  private long offset;
  private int failures;

  S3Content(S3Bucket bucket, String key, ResponseInputStream<GetObjectResponse> connection) {
    this.bucket = bucket;
    this.key = key;
    this.connection = connection;
    this.length = connection.response().contentLength();
    this.etag = Optional.ofNullable(connection.response().eTag());
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    while (offset < length) {
      try {
        int read = connection.read(bytes, from, count);
        if (read < 0) {
          throw new EOFException();
        }
        offset += read;
        return read;
      } catch (IOException | SdkException e) {
        goOn();
      }
    }
    return -1;
  }

  private void goOn() throws IOException {
    connection.abort();
    if (++failures > MOST_FAILURES) {
      throw new S3Failure();
    }
    connection = bucket.get(key, offset, etag).orElseThrow(S3Failure::new);
  }

  /** Does not wait for what nobody wants any more. */
  @Override
  public void close() {
    connection.abort();
  }
}
