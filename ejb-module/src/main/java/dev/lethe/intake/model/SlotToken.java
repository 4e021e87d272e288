package dev.lethe.intake.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** The secret that opens an upload slot: 256 random bits, of which only the hash is kept. */
public final class SlotToken {

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String value;

  private SlotToken(String value) {
    this.value = value;
  }

  public static SlotToken random() {
    return new SlotToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bits(32)));
  }

  /** Empty if the text cannot be a token. */
  public static Optional<SlotToken> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new SlotToken(text)) : Optional.empty();
  }

  /** A name for a slot, which is no secret. */
  public static String randomId() {
    return "slot_" + HexFormat.of().formatHex(bits(16));
  }

  private static byte[] bits(int bytes) {
    byte[] bits = new byte[bytes];
    RANDOM.nextBytes(bits);
    return bits;
  }

  /** For the slot's address alone. */
  public String value() {
    return value;
  }

  /** What is kept. */
  public byte[] sha256() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return "SlotToken";
  }
}
