package dev.lethe.benchmarks.java;

import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import dev.lethe.keys.model.AesGcmKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the server does to bytes of a document. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ServerParts {

  private static final int MEGABYTES = 2_000_000;
  private static final int SEGMENT = 1 << 20;
  private static final byte[] CONTEXT = new byte[64];

  private final byte[] document = new byte[MEGABYTES];
  private final byte[] key = AesGcmKey.random();
  private byte[] sealed = {};

  /** Seals once, for what opens. */
  @Setup
  public void seal() throws IOException, GeneralSecurityException {
    sealed = sealDocument();
  }

  private AesGcmHkdfStreaming scheme() throws GeneralSecurityException {
    return new AesGcmHkdfStreaming(key, "HmacSha256", AesGcmKey.BYTES, SEGMENT, 0);
  }

  /** A document of 2 MB under its data key. */
  @Benchmark
  public byte[] sealDocument() throws IOException, GeneralSecurityException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(MEGABYTES + 1_000);
    try (OutputStream sealing = scheme().newEncryptingStream(out, CONTEXT)) {
      sealing.write(document);
    }
    return out.toByteArray();
  }

  /** The document in clear again. */
  @Benchmark
  public byte[] openDocument() throws IOException, GeneralSecurityException {
    return scheme().newDecryptingStream(new ByteArrayInputStream(sealed), CONTEXT).readAllBytes();
  }

  /** A data key wrapped under its tenant's and opened again. */
  @Benchmark
  public byte[] wrapAndUnwrapKey() throws GeneralSecurityException {
    try (AesGcmKey root = new AesGcmKey(key)) {
      return root.unwrap(root.wrap(key, CONTEXT), CONTEXT);
    }
  }
}
