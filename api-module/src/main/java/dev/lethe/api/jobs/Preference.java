package dev.lethe.api.jobs;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the {@code Prefer} header (RFC 7240). What is not understood is passed over. */
final class Preference {

  private static final Pattern WAIT =
      Pattern.compile("wait\\s*=\\s*\"?([0-9]{1,6})\"?", Pattern.CASE_INSENSITIVE);

  private Preference() {}

  /**
   * How long the caller wants to wait for the result, in whole seconds.
   *
   * @param most the longest that policy allows
   */
  static Optional<Duration> wait(@Nullable List<String> headers, Duration most) {
    return headers == null
        ? Optional.empty()
        : headers.stream()
            .flatMap(header -> Arrays.stream(header.split(",")))
            .map(preference -> preference.split(";", 2)[0].strip())
            .map(WAIT::matcher)
            .filter(Matcher::matches)
            .map(found -> Duration.ofSeconds(Long.parseLong(found.group(1))))
            .filter(wanted -> !wanted.isZero())
            .findFirst()
            .map(wanted -> wanted.compareTo(most) > 0 ? most : wanted);
  }
}
