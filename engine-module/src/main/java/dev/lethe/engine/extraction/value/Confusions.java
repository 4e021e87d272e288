package dev.lethe.engine.extraction.value;

/** Characters that recognition takes for each other. */
public final class Confusions {

  private static final String LETTERS = "OoQDUIlLiZzEASsGbTBgq";
  private static final String DIGITS = "000001111223455667899";

  private Confusions() {}

  /** Letters that look like digits become those digits; all else stays. */
  public static String toDigits(String text) {
    return map(text, LETTERS, DIGITS);
  }

  public static char toDigit(char c) {
    int at = LETTERS.indexOf(c);
    return at < 0 ? c : DIGITS.charAt(at);
  }

  /** Digits that look like capital letters become those letters; all else stays. */
  public static String toLetters(String text) {
    return map(text, "0123456789", "OIZSASGTBG");
  }

  public static char toLetter(char c) {
    return toLetters(String.valueOf(c)).charAt(0);
  }

  private static String map(String text, String from, String to) {
    StringBuilder mapped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      int at = from.indexOf(text.charAt(i));
      mapped.append(at < 0 ? text.charAt(i) : to.charAt(at));
    }
    return mapped.toString();
  }
}
