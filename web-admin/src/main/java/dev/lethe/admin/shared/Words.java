package dev.lethe.admin.shared;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Named;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.primefaces.context.PrimeFacesContext;

/**
 * How codes, times and numbers are put for people. What may be absent is taken as an object:
 * expression language looks through an Optional by itself when one of its methods is called.
 */
@Named
@ApplicationScoped
public class Words {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** {@code customer_authorized} becomes {@code Customer authorized}. */
  public String plain(String code) {
    String words = code.replace('_', ' ').replace('-', ' ');
    return words.isEmpty()
        ? words
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /** Whether something is there. */
  public boolean has(@Nullable Object value) {
    return opened(value) != null;
  }

  /** The value, or nothing. */
  public String text(@Nullable Object value) {
    Object present = opened(value);
    return present == null ? "" : present.toString();
  }

  /** The value, or a dash. */
  public String orDash(@Nullable Object value) {
    return has(value) ? text(value) : "–";
  }

  /** A long random id by its beginning: enough to tell two apart on a page. */
  public String shortId(String id) {
    return id.length() > 16 ? id.substring(0, 12) + "…" : id;
  }

  /** ISO 8601 date and time in UTC, to the second, without the letters. */
  public String time(@Nullable Object moment) {
    return opened(moment) instanceof Instant instant ? TIME.format(instant) : "–";
  }

  /** As in a {@code datetime} attribute. */
  public String machineTime(@Nullable Object moment) {
    return opened(moment) instanceof Instant instant
        ? instant.truncatedTo(ChronoUnit.SECONDS).toString()
        : "";
  }

  /** With a narrow space between thousands. */
  public String number(long value) {
    return String.format(Locale.ROOT, "%,d", value).replace(',', '\u202f');
  }

  /**
   * What a form sends back of the page that it is on: without it PrimeFaces refuses to show the
   * page again that answers the form, and only a redirect is seen.
   */
  public String getNonce() {
    return PrimeFacesContext.getCspState(FacesContext.getCurrentInstance()).getNonce();
  }

  private static @Nullable Object opened(@Nullable Object value) {
    return value instanceof Optional<?> optional ? optional.orElse(null) : value;
  }
}
