package dev.lethe.retention.model;

import java.time.Instant;
import java.util.Optional;

/**
 * Which certificates are listed; what is empty restricts nothing.
 *
 * @param job value of a job's id
 * @param trigger {@code deadline}, {@code request}, {@code failure}, {@code withdrawal}, {@code
 *     retrieval}, {@code missing} or {@code disposition}
 * @param from deletions from this time
 * @param until deletions before this time
 */
public record CertificateFilter(
    Optional<String> job,
    Optional<String> trigger,
    Optional<Instant> from,
    Optional<Instant> until) {

  public static final CertificateFilter ALL =
      new CertificateFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * Those of a job alone.
   *
   * @param job value of its id
   */
  public static CertificateFilter of(String job) {
    return new CertificateFilter(
        Optional.of(job), Optional.empty(), Optional.empty(), Optional.empty());
  }
}
