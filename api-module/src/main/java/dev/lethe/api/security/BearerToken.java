package dev.lethe.api.security;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells by its look whether a header carries a signed token; whether it is genuine is not known.
 */
final class BearerToken {

  private static final int MAX_LENGTH = 16_384;
  private static final Pattern FORM =
      Pattern.compile("[Bb]earer +([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]+)");

  private BearerToken() {}

  static boolean looksLikeOne(String header) {
    if (header.length() > MAX_LENGTH) {
      return false;
    }
    Matcher parts = FORM.matcher(header);
    return parts.matches()
        && isObject(parts.group(1))
        && isObject(parts.group(2))
        && isCanonical(parts.group(3));
  }

  private static boolean isObject(String part) {
    try (JsonReader reader =
        Json.createReader(new ByteArrayInputStream(Base64.getUrlDecoder().decode(part)))) {
      JsonObject object = reader.readObject();
      return !object.isEmpty() && isCanonical(part);
    } catch (IllegalArgumentException | JsonException | IllegalStateException garbled) {
      return false;
    }
  }

  /** No bits beyond the last byte: there is one way to write each token. */
  private static boolean isCanonical(String part) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(part);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part);
    } catch (IllegalArgumentException garbled) {
      return false;
    }
  }
}
