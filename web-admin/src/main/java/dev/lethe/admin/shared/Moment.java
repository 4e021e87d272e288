package dev.lethe.admin.shared;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** A moment as an address or a form names it: a UTC date, or date and time. */
public final class Moment {

  private Moment() {}

  /** A time that was not understood. */
  public static final class NotUnderstood extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /** The moment, or empty for a blank. A date alone means its first second. */
  public static Optional<Instant> parse(String text) throws NotUnderstood {
    String trimmed = text.strip().replace(' ', 'T');
    if (trimmed.isEmpty()) {
      return Optional.empty();
    }
    try {
      String plain = trimmed.endsWith("Z") ? trimmed.substring(0, trimmed.length() - 1) : trimmed;
      LocalDateTime time =
          plain.length() == 10 ? LocalDate.parse(plain).atStartOfDay() : LocalDateTime.parse(plain);
      return Optional.of(inRange(time).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      throw new NotUnderstood();
    }
  }

  private static LocalDateTime inRange(LocalDateTime time) {
    if (time.getYear() < 1970 || time.getYear() > 9999) {
      throw new DateTimeException("out of range");
    }
    return time;
  }
}
