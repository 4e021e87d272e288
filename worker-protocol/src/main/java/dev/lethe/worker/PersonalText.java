package dev.lethe.worker;

import java.util.Objects;

/**
 * Text that was read from a document. It never prints: {@link #toString()} is a fixed mark, so
 * records that hold it, log lines and exceptions cannot carry it. {@link #reveal} opens it to the
 * holder of a {@link RevealPermit}.
 */
public final class PersonalText {

  private static final String MARK = "[personal]";

  private final String text;

  private PersonalText(String text) {
    this.text = text;
  }

  public static PersonalText of(String text) {
    return new PersonalText(Objects.requireNonNull(text));
  }

  public String reveal(RevealPermit permit) {
    Objects.requireNonNull(permit);
    return text;
  }

  /** Length in UTF-16 units, for limits; tells nothing of the content. */
  public int length() {
    return text.length();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PersonalText that && text.equals(that.text);
  }

  /** The same for every text: a hash of a short value would give it away. */
  @Override
  public int hashCode() {
    return 1;
  }

  @Override
  public String toString() {
    return MARK;
  }
}
