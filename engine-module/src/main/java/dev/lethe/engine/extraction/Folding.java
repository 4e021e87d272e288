package dev.lethe.engine.extraction;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Texts made comparable: no case, no accents, no punctuation but {@code #} and {@code %}, no
 * spaces.
 */
public final class Folding {

  private Folding() {}

  public static String fold(String text) {
    String plain =
        Normalizer.normalize(text.replace("ß", "ss").replace("№", "no"), Normalizer.Form.NFKD)
            .toLowerCase(Locale.ROOT);
    StringBuilder folded = new StringBuilder(plain.length());
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '#' || c == '%') {
        folded.append(c);
      }
    }
    return folded.toString();
  }

  /** Number of single-character changes between two texts, not counted beyond the limit. */
  public static int distance(String a, String b, int limit) {
    if (Math.abs(a.length() - b.length()) > limit) {
      return limit + 1;
    }
    int[] before = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      before[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] now = new int[b.length() + 1];
      now[0] = i;
      int least = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        now[j] = Math.min(change, Math.min(before[j], now[j - 1]) + 1);
        least = Math.min(least, now[j]);
      }
      if (least > limit) {
        return limit + 1;
      }
      before = now;
    }
    return before[b.length()];
  }
}
