package dev.lethe.engine.extraction.mrz;

/** Check digits of ICAO 9303: weights 7, 3, 1; letters count from ten, the filler as zero. */
public final class CheckDigit {

  private static final int[] WEIGHTS = {7, 3, 1};

  private CheckDigit() {}

  /** The digit that belongs to the characters, which are digits, capital letters and fillers. */
  public static char of(String characters) {
    int sum = 0;
    for (int i = 0; i < characters.length(); i++) {
      sum += value(characters.charAt(i)) * WEIGHTS[i % 3];
    }
    return (char) ('0' + sum % 10);
  }

  /**
   * Whether the digit belongs to the characters; a filler stands for no digit of an empty field.
   */
  public static boolean fits(String characters, char digit) {
    boolean empty = characters.chars().allMatch(c -> c == '<');
    return of(characters) == digit || (empty && digit == '<');
  }

  private static int value(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    return c >= 'A' && c <= 'Z' ? c - 'A' + 10 : 0;
  }
}
