package dev.lethe.engine.layout;

import dev.lethe.engine.page.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parts a label from the value that was set against it without a space, as in {@code Nr.:4711}. */
final class WordSplitter {

  /**
   * A label of letters, its colon, and a value; not a time of day and not an address of the web.
   */
  private static final Pattern GLUED =
      Pattern.compile("^([\\p{L}.#°º/()-]*\\p{L}[\\p{L}.#°º/()-]*:)([^/\\s:].*)$");

  /** The abbreviated word for a number, and a long number that recognition drew to it. */
  private static final Pattern NUMBER = Pattern.compile("^((?i:nr|no|n|num|rg)[.°º])(\\d{3,}.*)$");

  private WordSplitter() {}

  static List<Word> split(List<Word> words) {
    List<Word> parts = new ArrayList<>(words.size());
    for (Word word : words) {
      if (word.text().isBlank()) {
        continue;
      }
      Matcher glued = GLUED.matcher(word.text());
      if (!glued.matches()) {
        glued = NUMBER.matcher(word.text());
      }
      if (glued.matches()) {
        double cut =
            word.left()
                + (word.right() - word.left()) * glued.end(1) / (double) word.text().length();
        parts.add(part(word, glued.group(1), word.left(), cut));
        parts.add(part(word, glued.group(2), cut, word.right()));
      } else {
        parts.add(word);
      }
    }
    return parts;
  }

  private static Word part(Word word, String text, double left, double right) {
    return new Word(text, left, word.top(), right, word.bottom(), word.confidence());
  }
}
