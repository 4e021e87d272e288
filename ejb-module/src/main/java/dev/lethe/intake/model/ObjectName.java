package dev.lethe.intake.model;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Random name of an object in a document store. */
public record ObjectName(String value) {

  private static final Pattern FORM = Pattern.compile("obj_[0-9a-f]{32}");
  private static final SecureRandom RANDOM = new SecureRandom();

  public ObjectName {
    if (!isName(value)) {
      throw new IllegalArgumentException("not an object name");
    }
  }

  public static ObjectName random() {
    byte[] bits = new byte[16];
    RANDOM.nextBytes(bits);
    return new ObjectName("obj_" + HexFormat.of().formatHex(bits));
  }

  /** Whether a text has the form of a name. */
  public static boolean isName(String text) {
    return FORM.matcher(text).matches();
  }
}
