package dev.lethe.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;

/**
 * An object store that speaks S3, on a port of this machine: S3Proxy, which checks signatures,
 * conditions and checksums as others do. One bucket is there.
 */
public final class S3StandIn implements AutoCloseable {

  public static final String BUCKET = "lethe-documents";
  public static final String REGION = "eu-central-1";

  private static final String ACCESS_KEY = "stand-in";
  private static final String SECRET_KEY = "stand-in-secret-of-a-test";

  private final S3Proxy proxy;
  private final Optional<Path> authority;

  private S3StandIn(BlobStore store, Optional<Path> tls, int port) {
    authority = tls.map(SelfSigned::pem);
    S3Proxy.Builder builder =
        S3Proxy.builder()
            .blobStore(store)
            .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
            .stopTimeout(0);
    tls.ifPresentOrElse(
        folder ->
            builder
                .secureEndpoint(URI.create("https://127.0.0.1:" + port))
                .keyStore(SelfSigned.keystore(folder).toString(), SelfSigned.PASSWORD),
        () -> builder.endpoint(URI.create("http://127.0.0.1:" + port)));
    proxy = builder.build();
    try {
      proxy.start();
    } catch (Exception e) {
      throw new IllegalStateException("S3Proxy does not start", e);
    }
  }

  /** Keeps everything in memory. */
  public static S3StandIn inMemory() {
    return before(withBucket(new TransientNio2BlobStore()));
  }

  /**
   * Keeps everything in files, where it can be looked for.
   *
   * @param port that of one that was there before, or 0
   */
  public static S3StandIn inFiles(Path folder, int port) {
    BlobStore store = new FilesystemNio2BlobStore(folder.toString());
    boolean old = Files.isDirectory(folder.resolve(BUCKET));
    return new S3StandIn(old ? store : withBucket(store), Optional.empty(), port);
  }

  /**
   * @param store may fail as it likes
   */
  public static S3StandIn before(BlobStore store) {
    return new S3StandIn(store, Optional.empty(), 0);
  }

  /**
   * Reached by TLS alone, and in memory.
   *
   * @param folder for its certificate
   */
  public static S3StandIn secure(Path folder) {
    SelfSigned.make(folder);
    return new S3StandIn(withBucket(new TransientNio2BlobStore()), Optional.of(folder), 0);
  }

  /** The certificate of one that is reached by TLS. */
  public Path authority() {
    return authority.orElseThrow();
  }

  /** The store with the bucket in it. */
  public static BlobStore withBucket(BlobStore store) {
    store.createContainer(CreateBucketRequest.builder().bucket(BUCKET).build());
    return store;
  }

  public URI url() {
    return authority.isPresent()
        ? URI.create("https://127.0.0.1:" + proxy.getSecurePort())
        : URI.create("http://127.0.0.1:" + proxy.getPort());
  }

  /** Writes the file of credentials that the server asks for. */
  public static Path credentials(Path folder) {
    return credentials(folder, SECRET_KEY);
  }

  /** The same with another secret. */
  public static Path credentials(Path folder, String secret) {
    try {
      Path file = folder.resolve("s3.credentials");
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      return Files.writeString(file, "access_key = " + ACCESS_KEY + "\nsecret_key = " + secret);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      proxy.stop();
    } catch (Exception e) {
      throw new IllegalStateException("S3Proxy does not stop", e);
    }
  }
}
