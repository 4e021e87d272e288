package dev.lethe.intake.adapter;

import dev.lethe.intake.adapter.S3Bucket.Part;
import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * An object as it is written: in one request if it fits into a part, else part by part, so that
 * never more than one part is in memory. Nobody sees it before it is finished.
 */
final class S3Upload extends OutputStream {

  private static final Logger LOG = Logger.getLogger(S3Upload.class.getName());
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int FIRST_BYTES = 64 * 1024;

  private final S3Bucket bucket;
  private final String key;
  private final int partBytes;
  private final String ticket = ticket();
  private final List<CompletedPart> parts = new ArrayList<>();
  private Optional<String> upload = Optional.empty();
  private byte[] buffer;
  private int length;

  S3Upload(S3Bucket bucket, String key, int partBytes) {
    this.bucket = bucket;
    this.key = key;
    this.partBytes = partBytes;
    this.buffer = new byte[Math.min(FIRST_BYTES, partBytes)];
  }

  private static String ticket() {
    byte[] bits = new byte[16];
    RANDOM.nextBytes(bits);
    return HexFormat.of().formatHex(bits);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    int from = offset;
    int left = count;
    while (left > 0) {
      if (length == partBytes) {
        sendPart();
      }
      int taken = Math.min(left, partBytes - length);
      grow(length + taken);
      System.arraycopy(bytes, from, buffer, length, taken);
      length += taken;
      from += taken;
      left -= taken;
    }
  }

  private void grow(int needed) {
    if (needed > buffer.length) {
      long doubled = Math.max(needed, 2L * buffer.length);
      buffer = Arrays.copyOf(buffer, (int) Math.min(partBytes, doubled));
    }
  }

  private void sendPart() throws IOException {
    if (upload.isEmpty()) {
      upload = Optional.of(bucket.begin(key, ticket));
    }
    parts.add(bucket.part(key, upload.get(), parts.size() + 1, new Part(buffer, length)));
    length = 0;
  }

  /** From here on the object is there. */
  void finish() throws IOException {
    if (upload.isEmpty()) {
      bucket.put(key, new Part(buffer, length), ticket);
    } else {
      sendPart();
      bucket.complete(key, upload.get(), parts, ticket);
    }
  }

  /** Gives up what never became whole; if the store is away, the sweep for orphans finds it. */
  void abandon() {
    if (upload.isPresent()) {
      try {
        bucket.abort(key, upload.get());
      } catch (IOException e) {
        LOG.log(Level.WARNING, "an upload was left to the sweep: {0}", e.getMessage());
      }
    }
  }
}
