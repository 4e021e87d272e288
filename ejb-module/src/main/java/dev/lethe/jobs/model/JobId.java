package dev.lethe.jobs.model;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Random name of a job: 128 bits, so that it cannot be guessed. */
public record JobId(String value) {

  private static final SecureRandom RANDOM = new SecureRandom();

  public JobId {
    if (!value.matches("job_[0-9a-f]{32}")) {
      throw new IllegalArgumentException("not a job id");
    }
  }

  public static JobId random() {
    byte[] bits = new byte[16];
    RANDOM.nextBytes(bits);
    return new JobId("job_" + HexFormat.of().formatHex(bits));
  }
}
