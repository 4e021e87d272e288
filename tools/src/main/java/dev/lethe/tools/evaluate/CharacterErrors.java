package dev.lethe.tools.evaluate;

import java.text.Normalizer;

/**
 * How many characters have to be put in, taken out or replaced to come from the found to the
 * expected text; runs of white space count as one space.
 *
 * @param characters length of the expected text
 */
record CharacterErrors(int errors, int characters) {

  static CharacterErrors between(String expected, String found) {
    String wanted = normalize(expected);
    return new CharacterErrors(distance(wanted, normalize(found)), wanted.length());
  }

  /** May exceed 1 when more was found than there is. */
  double rate() {
    return characters == 0 ? (errors == 0 ? 0 : 1) : (double) errors / characters;
  }

  static String normalize(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC).replaceAll("\\s+", " ").strip();
  }

  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    int[] current = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
      }
      int[] swap = previous;
      previous = current;
      current = swap;
    }
    return previous[b.length()];
  }
}
