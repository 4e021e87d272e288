package dev.lethe.intake.adapter;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a bucket is and how it is reached.
 *
 * @param endpoint of the store; that of AWS for the region if none is named
 * @param prefix of all names: empty, or folders that each end with a slash
 * @param credentials file with {@code access_key}, {@code secret_key} and, if there is one, {@code
 *     session_token}, for its owner alone; read again when it has changed
 * @param authority PEM file of the certificates that the store is trusted by; those of the Java
 *     runtime if none is named
 * @param pathStyle whether the bucket stands in the path instead of the host's name
 * @param conditional whether the store refuses to overwrite (If-None-Match)
 * @param partBytes of an object that are in memory while it is written; 5 to 64 MiB
 * @param timeout of one attempt at a request; up to a minute
 * @param direct address of the store for callers who write to it themselves; if none is named, they
 *     do not
 */
public record S3Settings(
    Optional<URI> endpoint,
    String region,
    String bucket,
    String prefix,
    Path credentials,
    Optional<Path> authority,
    boolean pathStyle,
    boolean conditional,
    int partBytes,
    Duration timeout,
    Optional<URI> direct) {

  /** The least that a part of several may have by the interface's rules. */
  static final int LEAST_PART = 5 * 1024 * 1024;

  private static final int MOST_PART = 64 * 1024 * 1024;
  private static final Duration LONGEST = Duration.ofMinutes(1);

  public S3Settings {
    endpoint.ifPresent(address -> requirePrivate("endpoint", address));
    direct.ifPresent(address -> requirePrivate("direct.endpoint", address));
    require(region.matches("[a-z0-9-]{1,40}"), "region is no region");
    require(bucket.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"), "bucket is no bucket's name");
    require(
        prefix.matches("([A-Za-z0-9_-]{1,60}/){0,5}"), "prefix is not empty and ends with no /");
    require(partBytes >= LEAST_PART && partBytes <= MOST_PART, "part.bytes is not 5 to 64 MiB");
    require(
        timeout.compareTo(Duration.ZERO) > 0 && timeout.compareTo(LONGEST) <= 0,
        "timeout is not up to a minute");
  }

  static URI address(String endpoint) {
    try {
      return new URI(endpoint);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("lethe.store.s3.endpoint is not an address with https");
    }
  }

  private static void require(boolean right, String what) {
    if (!right) {
      throw new IllegalStateException("lethe.store.s3." + what);
    }
  }

  /** In clear only to this machine itself. */
  private static void requirePrivate(String name, URI endpoint) {
    boolean local =
        "http".equals(endpoint.getScheme())
            && endpoint.getHost() != null
            && endpoint.getHost().matches("localhost|127(\\.\\d{1,3}){3}|\\[::1\\]");
    require(
        endpoint.getHost() != null
            && endpoint.getUserInfo() == null
            && ("https".equals(endpoint.getScheme()) || local),
        name + " is not an address with https");
  }

  /** Scheme, host and port, for the list of connections. */
  String address() {
    return endpoint.map(URI::toString).orElse("https://s3." + region + ".amazonaws.com");
  }
}
