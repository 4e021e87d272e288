package dev.lethe.policy.model;

/**
 * One rule of a bundle, taken alone.
 *
 * @param path from the top of its file, parts separated by points; of a set's member, its own name
 * @param value as written; {@code -} of an entry that counts by being there
 * @param line from 1
 */
public record PolicyRule(String path, String value, Direction direction, String file, int line) {

  /** The value of an entry that counts by being there. */
  public static final String PRESENT = "-";

  /** Where it stands. */
  public String place() {
    return file + ":" + line;
  }
}
